using Fleet.Core.Energy;

namespace Fleet.Silo.Ledger;

/// <summary>What a check of the books found.</summary>
public sealed record BookReport(DateTimeOffset At, int Meters, int Lots, IReadOnlyList<BookFault> Faults);
