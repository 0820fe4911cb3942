using Fleet.Core.Energy;

namespace Fleet.Silo.Desk;

/// <summary>A meter to attach.</summary>
/// <param name="Kind">A word of <see cref="MeterKind.All"/>.</param>
/// <param name="Circuit">There is more behind it than the machines: what they do not explain belongs to nobody.</param>
/// <param name="AgentId">Who reads it; needed for circuits and peripherals. Null: the machines' own agents.</param>
/// <param name="Machines">Ids of machines or peripherals behind it; several share it.</param>
/// <param name="From">Since when; null: now.</param>
/// <param name="PeriodSeconds">Between readings; null: 60.</param>
/// <param name="LimitW">Most power that can flow through it; null: 3680 (16 A), of a circuit 43 470 (63 A, three phases).</param>
/// <param name="AccuracyPercent">Error limit of its class; null: 1.</param>
/// <param name="ResetsDaily">A counter of "today".</param>
public sealed record MeterRequest(
    string? Name, string? Kind, string? Address, bool Circuit = false, string? AgentId = null, IReadOnlyList<string>? Machines = null,
    DateTimeOffset? From = null, int? PeriodSeconds = null, double? LimitW = null, double? AccuracyPercent = null, bool ResetsDaily = false)
{
    /// <summary>What is wrong with how a meter is to be reached; null for nothing.</summary>
    public static Refusal? Fault(string? kind, string? address, int? periodSeconds, double? limitW)
    {
        if (MeterKind.Find(kind) is not { } known)
            return Refusal.Invalid("meterKind", $"'{kind}' is no kind of meter. Known are {string.Join(", ", MeterKind.All.Select(one => one.Word))}.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return Refusal.Invalid("meter", $"'{address}' is no address of a meter. Write it as {known.Example}.");
        if (periodSeconds is < 1 or > 3600)
            return Refusal.Invalid("period", $"A meter is read every 1 to 3600 seconds, not every {periodSeconds}.");
        return limitW is { } limit && !(limit is >= 10 and <= 1_000_000) ? Refusal.Invalid("limit", $"A limit of {limit} W cannot be. A socket has 3680, a workshop's circuit up to some 100 000.") : null;
    }
}
