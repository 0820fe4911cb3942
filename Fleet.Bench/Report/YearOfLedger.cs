namespace Fleet.Bench.Report;

/// <summary>
/// A year of a large fleet, made from a seed: machines that stand by, runs that heat, work and sometimes fail, people and purposes. A day
/// can be written as meters read every quarter of an hour book it, or with one booking per phase, which gives the same sums.
/// </summary>
sealed class YearOfLedger(int machines, int runsPerYear, int seed = 7)
{
    public const long DayMs = 86_400_000, QuarterMs = 900_000;

    static readonly string[] Purposes = ["repair", "sparePart", "learning", "prototype", "ownUse", "commission", "wouldNotExistOtherwise", "other"];
    static readonly string[] Materials = ["PLA", "PETG", "PP", "ABS", "TPU", "PET"];

    readonly Random _random = new(seed);
    long _sequence;
    long _run;

    /// <summary>First instant of the year, UTC; the workshop's zone is UTC, so that a day is a day.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Machines => machines;

    public long Runs => _run;

    public IEnumerable<object?[]> MachineRows() => Enumerable.Range(0, machines).Select(i => new object?[]
    {
        $"m{i:d5}", "workshop", $"Machine {i}", "p", i % 10 < 7 ? "fff" : i % 10 < 9 ? "laser" : "cncRouter", $"Room {i % 12}", "", 0L, "ready", "", "", 0L, 0L, 1L, 0L,
    });

    /// <summary>Everything of one day, in the order of the tables' columns.</summary>
    /// <param name="open">The day runs: its bookings were written as they came, and only up to noon.</param>
    public DayRows Day(int day, bool everyQuarter, bool open = false)
    {
        var rows = new DayRows();
        var start = Start.ToUnixTimeMilliseconds() + (day * DayMs);
        // As the ledger's ids: written when the day is over.
        var written = open ? start : start + DayMs - 1;
        var chance = runsPerYear / 365.0 / machines;
        for (var machine = 0; machine < machines; machine++)
        {
            var id = $"m{machine:d5}";
            var standby = 8 + (machine % 20);
            var at = start;
            if (_random.NextDouble() < chance)
            {
                var begin = start + (QuarterMs * _random.Next(20, 60));
                var quarters = _random.Next(4, 32);
                Standby(rows, id, at, begin, standby, everyQuarter, written);
                at = begin + (quarters * QuarterMs);
                Run(rows, id, begin, at, everyQuarter, written);
            }
            Standby(rows, id, at, start + DayMs, standby, everyQuarter, written);
        }
        return rows;
    }

    void Run(DayRows rows, string machine, long begin, long end, bool everyQuarter, long written)
    {
        var number = _run++;
        var (run, job) = ($"r{number:d9}", $"j{number:d9}");
        var good = _random.NextDouble() > 0.2;
        var retried = _random.NextDouble() < 0.15;
        rows.Jobs.Add([job, "workshop", "program", $"Job {number}", 1L, Purposes[_random.Next(Purposes.Length)], "done", "", $"person{_random.Next(600)}", null, null, 0L, null, null, begin, end, 1L]);
        rows.Runs.Add([run, job, machine, 1L, retried ? 2L : 1L, retried ? "r" : null, good ? "finished" : "failed", null, 1.0, 0L, "", begin, begin, end, good ? "good" : null, null, end, ""]);
        rows.Material.Add(["agent", "e", ++_sequence, Id(written), "lot", run, machine, 0L, "use", Materials[_random.Next(Materials.Length)], 1000.0, 20 + (_random.NextDouble() * 200), "lotDensity", end - 1, null]);
        Book(rows, machine, run, "run", "warmUp", begin, begin + QuarterMs, 280, everyQuarter, written);
        Book(rows, machine, run, "run", "processing", begin + QuarterMs, end, 90 + _random.Next(60), everyQuarter, written);
    }

    void Standby(DayRows rows, string machine, long from, long to, double watts, bool everyQuarter, long written) =>
        Book(rows, machine, null, "overhead", "standby", from, to, watts, everyQuarter, written);

    void Book(DayRows rows, string machine, string? run, string account, string phase, long from, long to, double watts, bool everyQuarter, long written)
    {
        var step = everyQuarter ? QuarterMs : Math.Max(1, to - from);
        for (var at = from; at < to; at += step)
        {
            var wh = watts * (Math.Min(at + step, to) - at) / 3_600_000.0;
            rows.Energy.Add(["agent", "e", ++_sequence, 0L, Id(written), "meter" + machine, machine, run, account, phase, at, Math.Min(at + step, to), wh, wh * 0.98, wh * 1.02, "metered", null]);
        }
    }

    /// <summary>Sorts by the time of writing as the server's own ids do.</summary>
    string Id(long writtenMs)
    {
        const string alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        var value = ((UInt128)(ulong)writtenMs << 32) | (uint)_sequence;
        return string.Create(16, value, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5)
                text[i] = alphabet[(int)(rest & 31)];
        });
    }

    public static string TableColumns(string table) => table switch
    {
        "machine" => "id, workshop_id, name, profile_id, kind, machine_group, link_address, baud, state, reason, firmware, bed_full, lease, version, created_at_ms",
        "job" => "id, workshop_id, program_id, name, copies, purpose, state, reason, owner_id, machine_id, machine_group, priority, due_at_ms, not_before_ms, created_at_ms, ended_at_ms, version",
        "run" => "id, job_id, machine_id, copy_number, attempt, retry_of, state, phase, progress, line, reason, created_at_ms, started_at_ms, ended_at_ms, outcome, outcome_by, outcome_at_ms, outcome_note",
        "material_booking" => "agent_id, epoch, sequence, id, lot_id, run_id, machine_id, tool, kind, material, length_mm, mass_g, basis, at_ms, corrects",
        _ => "agent_id, epoch, sequence, part, id, meter_id, machine_id, run_id, account, phase, from_ms, to_ms, wh, low_wh, high_wh, basis, corrects",
    };
}
