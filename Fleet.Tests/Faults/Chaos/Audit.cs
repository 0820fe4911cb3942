using System.Text.Json;
using Fleet.Tests.Story;

namespace Fleet.Tests.Faults.Chaos;

/// <summary>
/// The independent checker: reads the simulated firmware's own record and the plugs past the fleet, and compares them with the ledger.
/// Every violation is a sentence.
/// </summary>
static class Audit
{
    /// <summary>What may be in a killed agent's machine without anybody having booked it: the firmware's planner and what was on the wire, mm.</summary>
    const double UnseenPerKillMm = 60;

    public static async Task<IReadOnlyList<string>> Violations(DamagedWorkshop workshop, int agentKills, CancellationToken cancellation)
    {
        var violations = new List<string>();
        var runs = await workshop.Runs(cancellation);
        await using var ledger = workshop.OpenLedger();
        for (var machine = 0; machine < DamagedWorkshop.MachineIds.Count; machine++)
        {
            var id = DamagedWorkshop.MachineIds[machine];
            var here = runs.Where(run => run.GetProperty("machineId").GetString() == id).ToList();
            Lines(id, await workshop.ExecutedLines(machine, cancellation), here, violations);
            await Material(ledger, id, (await workshop.Record(machine, cancellation)).GetProperty("extrudedMm")[0].GetDouble(), here, agentKills, violations);
            var (first, last, booked) = (await ledger.FirstCounterWh($"meter-{id}"), await ledger.LastCounterWh($"meter-{id}"), await ledger.BookedWh($"meter-{id}"));
            if (Math.Abs(last - first - booked) > 0.002)
                violations.Add($"{id}: the meter counted {last - first:0.000} Wh, {booked:0.000} Wh are booked.");
        }
        foreach (var run in runs)
            await Events(ledger, run, violations);
        return violations;
    }

    /// <summary>Each attempt is the part's lines from the first on, in order, each once; whole exactly as often as the ledger says finished.</summary>
    static void Lines(string machine, string[] executed, List<JsonElement> runs, List<string> violations)
    {
        var (expected, whole) = (0, 0);
        foreach (var number in executed.Select(ChaosProgram.NumberOf).Where(number => number >= 0))
        {
            if (number == 0)
                expected = 0;
            if (number != expected)
            {
                violations.Add($"{machine}: executed move {number} where {expected} was due.");
                expected = number;
            }
            expected++;
            if (expected == ChaosProgram.Moves)
                whole++;
        }
        var finished = runs.Count(run => Text(run, "state") == "finished");
        // A run that was interrupted in its last lines may have made the whole part.
        var cutShort = runs.Count(run => Text(run, "state") is "interrupted" or "cancelled" or "failed");
        if (whole < finished || whole > finished + cutShort)
            violations.Add($"{machine}: {whole} whole parts were executed, {finished} runs are finished and {cutShort} were cut short.");
    }

    static async Task Material(Ledger ledger, string machine, double extrudedMm, List<JsonElement> runs, int agentKills, List<string> violations)
    {
        var bookedMm = 0.0;
        foreach (var run in runs)
        {
            var booked = await ledger.BookedMm(Text(run, "id"));
            bookedMm += booked;
            if (Text(run, "state") == "finished" && Math.Abs(booked - ChaosProgram.LengthMm) > 0.01)
                violations.Add($"{machine}: the finished run {Text(run, "id")} used {ChaosProgram.LengthMm} mm, {booked:0.00} mm are booked.");
            if (booked > ChaosProgram.LengthMm + 0.01)
                violations.Add($"{machine}: the run {Text(run, "id")} is booked with {booked:0.00} mm; the part has {ChaosProgram.LengthMm} mm.");
        }
        if (bookedMm > extrudedMm + 0.01 || bookedMm < extrudedMm - 0.01 - agentKills * UnseenPerKillMm)
            violations.Add($"{machine}: {extrudedMm:0.00} mm were extruded, {bookedMm:0.00} mm are booked.");
    }

    static async Task Events(Ledger ledger, JsonElement run, List<string> violations)
    {
        foreach (var kind in new[] { "started", "finished", "cancelled", "failed", "interrupted" })
            if (await ledger.Events(Text(run, "id"), kind) is > 1 and var count)
                violations.Add($"The run {Text(run, "id")} was {kind} {count} times.");
    }

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
