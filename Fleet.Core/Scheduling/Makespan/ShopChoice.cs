namespace Fleet.Core.Scheduling.Makespan;

/// <param name="Machine">From 0.</param>
/// <param name="Time">In the problem's unit, at least 0.</param>
public readonly record struct ShopChoice(int Machine, int Time);
