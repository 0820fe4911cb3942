namespace Fleet.Core.Scheduling.Windows;

public readonly record struct WindowChange(int Slots, int Price);
