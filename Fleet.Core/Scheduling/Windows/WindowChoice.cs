namespace Fleet.Core.Scheduling.Windows;

/// <summary>A run on one lane.</summary>
/// <param name="Lane">Its number in the window.</param>
/// <param name="Slots">Median duration.</param>
/// <param name="Price">Of choosing it: transport, a promise's machine.</param>
/// <param name="Starts">The slots in which it may start, as stretches: first, last, first, last, …</param>
/// <param name="SetupStarts">Those of them before which a person has time for the longest set-up.</param>
/// <param name="HandsFree">A start without set-up needs nobody.</param>
/// <param name="PowerPrices">Electricity and carbon by the hour of the start: one price per <see cref="HourSlots"/> slots.</param>
public sealed record WindowChoice(
    int Lane, int Slots, int Price, IReadOnlyList<int> Starts, IReadOnlyList<int> SetupStarts, bool HandsFree, IReadOnlyList<int> PowerPrices)
{
    /// <summary>Slots for which the price of electricity is taken as one: the exact start follows afterwards.</summary>
    public const int HourSlots = 4;
}
