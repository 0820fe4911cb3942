namespace Fleet.Silo.Desk;

/// <summary>A command as the API takes it.</summary>
/// <param name="Id">Chosen by the sender; repeating it does nothing twice. Null: a new one is made.</param>
/// <param name="Kind"><c>pause, resume, cancel, stop, bedCleared, home, jog, send, setFactor, answerPrompt, start, lock, unlock</c>.</param>
/// <param name="Axes">Home: letters such as <c>XY</c>; null for all.</param>
/// <param name="Line">Send: one line.</param>
/// <param name="Reason">Lock: why it is out of use.</param>
/// <param name="X">Jog: mm, relative.</param>
/// <param name="Y">Jog: mm, relative.</param>
/// <param name="Z">Jog: mm, relative.</param>
/// <param name="FeedMmPerMin">Jog; null: 1500.</param>
/// <param name="Factor">SetFactor: <c>feed, flow, rapid, spindle</c>.</param>
/// <param name="Percent">SetFactor: 1 to 999; each machine takes less.</param>
/// <param name="Choice">AnswerPrompt: number of the answer, from 0; null: 0.</param>
/// <param name="Override">Start: an operator's reason to set the workshop's hours aside.</param>
public sealed record CommandRequest(
    string? Id, string? Kind, string? Axes = null, string? Line = null, string? Reason = null, double? X = null, double? Y = null,
    double? Z = null, double? FeedMmPerMin = null, string? Factor = null, int? Percent = null, int? Choice = null, string? Override = null);
