namespace Fleet.Core.Scheduling.Windows;

/// <summary>One run of a window.</summary>
/// <param name="RunId">Its id in the problem.</param>
/// <param name="Due">Null: nobody waits for an hour.</param>
/// <param name="LatePrice">Per slot behind the due time.</param>
/// <param name="WaitPrice">Per slot until the end.</param>
/// <param name="Promised">Start that leaving has <paramref name="MovedPrice"/> per slot; null without a promise.</param>
/// <param name="MayComeEarlier">Only a start behind the promised one has that price.</param>
/// <param name="Choices">The lanes that it may go to; one with one start when it stays where it is.</param>
/// <param name="Choice">Where it is now: number in <paramref name="Choices"/>.</param>
/// <param name="Start">When it starts now.</param>
public sealed record WindowRun(
    string RunId, int? Due, int LatePrice, int WaitPrice, int? Promised, bool MayComeEarlier, int MovedPrice, IReadOnlyList<WindowChoice> Choices, int Choice, int Start);
