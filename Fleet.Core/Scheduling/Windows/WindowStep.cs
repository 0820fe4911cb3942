namespace Fleet.Core.Scheduling.Windows;

/// <param name="From">Slot from which the value holds.</param>
public readonly record struct WindowStep(int From, int Value);
