namespace Fleet.Core.Energy;

/// <summary>A divided interval; its shares add up to <see cref="MeteredInterval.OwnWh"/>.</summary>
public sealed record Settled(MeteredInterval Interval, IReadOnlyList<Share> Shares);
