namespace Fleet.Silo.Desk;

/// <summary>A command as the API takes it.</summary>
/// <param name="Id">Chosen by the sender; repeating it does nothing twice. Null: a new one is made.</param>
/// <param name="Kind"><c>pause, resume, cancel, stop, bedCleared, home, jog, send, start, lock, unlock</c>.</param>
/// <param name="Axes">Home: letters such as <c>XY</c>; null for all.</param>
/// <param name="Line">Send: one line.</param>
/// <param name="Reason">Lock: why it is out of use.</param>
/// <param name="X">Jog: mm, relative.</param>
/// <param name="Y">Jog: mm, relative.</param>
/// <param name="Z">Jog: mm, relative.</param>
/// <param name="FeedMmPerMin">Jog; null: 1500.</param>
public sealed record CommandRequest(
    string? Id, string? Kind, string? Axes = null, string? Line = null, string? Reason = null, double? X = null, double? Y = null,
    double? Z = null, double? FeedMmPerMin = null);
