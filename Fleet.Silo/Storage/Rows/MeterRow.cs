namespace Fleet.Silo.Storage.Rows;

public sealed record MeterRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Address { get; init; } = "";
    public long PeriodS { get; init; }

    /// <summary><c>machine</c>: behind it are machines only. <c>circuit</c>: there is more, and the rest belongs to nobody.</summary>
    public string Role { get; init; } = "machine";

    /// <summary>The agent that reads it, for a meter that no machine's station reads.</summary>
    public string? AgentId { get; init; }
    public double? LimitW { get; init; }

    /// <summary>Relative error limit of its class; null: 1 %.</summary>
    public double? Accuracy { get; init; }

    /// <summary>1: a counter of "today", which begins again at the workshop's midnight.</summary>
    public long ResetsDaily { get; init; }

    /// <summary>The newest reading up to which everything is booked.</summary>
    public double? LastCounterWh { get; init; }
    public long? LastAtMs { get; init; }

    /// <summary>An <see cref="Fleet.Core.Energy.OpenMeter"/>, JSON: what is not settled yet.</summary>
    public string Unsettled { get; init; } = "[]";
    public long? RetiredAtMs { get; init; }
    public long Version { get; init; }

    public bool IsCircuit => Role == "circuit";
}
