using Fleet.Core.Energy;

namespace Fleet.Silo.Ledger;

/// <summary>A meter's (or peripheral's) tie to a machine, from an instant to another or until now.</summary>
public sealed record BindingRow
{
    public string MeterId { get; init; } = "";
    public string MachineId { get; init; } = "";
    public long FromMs { get; init; }
    public long? ToMs { get; init; }

    public bool Holds(long atMs) => FromMs <= atMs && (ToMs is not { } to || atMs < to);

    /// <summary>The part of a story that lies within the binding.</summary>
    public IEnumerable<Segment> Within(IEnumerable<Segment> story) => story
        .Where(segment => segment.MachineId == MachineId && segment.ToMs > FromMs && segment.FromMs < (ToMs ?? long.MaxValue))
        .Select(segment => segment with { FromMs = Math.Max(segment.FromMs, FromMs), ToMs = Math.Min(segment.ToMs, ToMs ?? long.MaxValue) });
}
