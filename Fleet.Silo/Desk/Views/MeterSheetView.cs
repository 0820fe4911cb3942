namespace Fleet.Silo.Desk.Views;

/// <summary>A meter with everything that is known of it.</summary>
/// <param name="LastFlag">What was odd about the newest reading; <c>none</c> for nothing.</param>
/// <param name="Trouble">What a person should do about it; null for nothing.</param>
/// <param name="WaitingReadings">Readings that wait until the runs behind a shared meter are over.</param>
public sealed record MeterSheetView(
    string Id, string Name, string Kind, string KindName, string Address, bool Circuit, string? AgentId, int PeriodSeconds, double? LimitW, double AccuracyPercent,
    bool ResetsDaily, double? CounterWh, DateTimeOffset? SettledAt, DateTimeOffset? LastReadAt, double? PowerW, string? LastFlag, string? Trouble, int WaitingReadings,
    IReadOnlyList<BindingView> Bindings);
