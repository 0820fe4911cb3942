namespace Fleet.Silo.Desk.Views;

/// <param name="CounterWh">The newest counter in the ledger; null before the first reading.</param>
public sealed record MeterView(string Id, string Name, string Kind, string Address, double? CounterWh, DateTimeOffset? ReadAt);
