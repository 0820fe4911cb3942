namespace Fleet.Core.Scheduling.Power;

/// <summary>
/// Keeps every circuit below its cap in every second, however many machines want to start at once. A machine asks before it heats, counts
/// with its peak until it says that it is warm, with its working draw until it ends:
/// <code>
///   ask ──granted──► [ peak ██████ ]──Warm──►[ working ▄▄▄▄▄▄▄▄▄▄▄ ]──End──► 0
///    └──refused: ask again; who asked first goes first
/// </code>
/// Nothing is released by a clock: a bed that heats longer than usual keeps its token. Not thread-safe; its owner is one grain.
/// </summary>
public sealed class HeatUpTokens
{
    /// <summary>Who stops asking for that long is not waited for, ms.</summary>
    public const long PatienceMs = 60_000;

    readonly Dictionary<string, int> _capW;
    readonly Dictionary<string, TokenHolder> _holders = new(StringComparer.Ordinal);
    readonly List<(HeatUpDraw Draw, long AskedMs)> _waiting = [];

    /// <param name="capW">By circuit. A circuit that is not named has no cap.</param>
    /// <param name="holders">Machines that are on already, after a restart.</param>
    public HeatUpTokens(IReadOnlyDictionary<string, int> capW, IEnumerable<TokenHolder>? holders = null)
    {
        ArgumentNullException.ThrowIfNull(capW);
        _capW = new(capW, StringComparer.Ordinal);
        foreach (var holder in holders ?? [])
            _holders[holder.Draw.MachineId] = holder;
    }

    /// <summary>In the order of their ids: the state to keep over a restart.</summary>
    public IReadOnlyList<TokenHolder> Holders => [.. _holders.Values.OrderBy(holder => holder.Draw.MachineId, StringComparer.Ordinal)];

    /// <summary>The machines that wait, first come first.</summary>
    public IReadOnlyList<string> Waiting => [.. _waiting.Select(waiting => waiting.Draw.MachineId)];

    /// <summary>What may be drawn at most from a circuit now, W.</summary>
    public int CommittedW(string circuit) => _holders.Values.Where(holder => holder.Draw.Circuits.Contains(circuit)).Sum(holder => holder.CountedW);

    /// <summary>Asks for one machine. Asking again while waiting keeps the place in the queue; a holder that heats up again asks again.</summary>
    /// <param name="nowMs">Any clock that runs forward, ms.</param>
    public TokenAnswer Ask(HeatUpDraw draw, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var wanted = new TokenHolder(draw, Warm: false);
        var others = _holders.Values.Where(holder => holder.Draw.MachineId != draw.MachineId).ToList();
        foreach (var circuit in draw.Circuits)
            if (_capW.TryGetValue(circuit, out var capW) && wanted.CountedW > capW)
                return Refuse(draw, new($"{draw.MachineId} draws {wanted.CountedW} W, {circuit} allows {capW} W. Connect it elsewhere, or correct the values.", Never: true));

        _waiting.RemoveAll(waiting => waiting.Draw.MachineId != draw.MachineId && nowMs - waiting.AskedMs > PatienceMs);
        var at = _waiting.FindIndex(waiting => waiting.Draw.MachineId == draw.MachineId);
        if (at < 0)
        {
            at = _waiting.Count;
            _waiting.Add((draw, nowMs));
        }
        _waiting[at] = (draw, nowMs);

        foreach (var circuit in draw.Circuits)
        {
            if (!_capW.TryGetValue(circuit, out var capW))
                continue;
            var takenW = others.Where(holder => holder.Draw.Circuits.Contains(circuit)).Sum(holder => holder.CountedW);
            if (takenW + wanted.CountedW > capW)
                return new($"{circuit} carries {takenW} W and allows {capW} W; {draw.MachineId} needs {wanted.CountedW} W to heat up. It starts as soon as another machine is warm.");
            // Whoever asked before and shares a circuit goes first, or a large machine would wait for ever among small ones.
            if (_waiting.Take(at).FirstOrDefault(waiting => waiting.Draw.Circuits.Contains(circuit)) is { Draw: { } first })
                return new($"{first.MachineId} waits for {circuit} too and asked before {draw.MachineId}. It starts after it.");
        }
        _waiting.RemoveAt(at);
        _holders[draw.MachineId] = wanted;
        return new(null);
    }

    /// <summary>It has reached its temperature. Unknown machines are ignored.</summary>
    public void Warm(string machineId)
    {
        if (_holders.TryGetValue(machineId, out var holder))
            _holders[machineId] = holder with { Warm = true };
    }

    /// <summary>It has ended, or does not want to start any more.</summary>
    public void End(string machineId)
    {
        _holders.Remove(machineId);
        _waiting.RemoveAll(waiting => waiting.Draw.MachineId == machineId);
    }

    TokenAnswer Refuse(HeatUpDraw draw, TokenAnswer answer)
    {
        _waiting.RemoveAll(waiting => waiting.Draw.MachineId == draw.MachineId);
        return answer;
    }
}
