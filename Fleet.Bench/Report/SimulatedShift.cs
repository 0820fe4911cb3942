using Fleet.Core.Energy;
using Fleet.Core.Machines;

namespace Fleet.Bench.Report;

/// <summary>Some machines behind one meter for some days: what really flowed to each run, and what an agent would have reported of it.</summary>
sealed class SimulatedShift
{
    const int PeriodSeconds = 60;

    readonly List<Claim> _claims = [];
    long _sequence;

    /// <param name="machines">Behind one meter.</param>
    /// <param name="runs">Of each machine.</param>
    /// <param name="stepWh">Of the counter.</param>
    /// <param name="classLimit">Error limit of the meter; this meter's own error is drawn within it.</param>
    /// <param name="missing">Share of the readings that do not arrive.</param>
    /// <param name="resets">How often the counter begins again at zero, right after a reading.</param>
    public SimulatedShift(int seed, int machines, int runs, double stepWh, double classLimit, double missing = 0, int resets = 0)
    {
        var random = new Random(seed);
        var gain = 1 + classLimit * (2 * random.NextDouble() - 1);
        var plants = Enumerable.Range(0, machines).Select(number => new Plant($"m{number}", new SimulatedDraw(random), random, runs)).ToList();
        double flowed = 0, subtracted = 0;
        var phase = random.NextDouble() * stepWh;
        var resetAt = Enumerable.Range(1, resets).Select(number => number * 5400L * runs * 2 / 3 / (resets + 1)).ToHashSet();
        for (long second = 0; plants.Exists(plant => !plant.IsDone); second++)
        {
            foreach (var plant in plants)
            {
                if (plant.Turns(second) || second % PeriodSeconds == plant.Offset)
                    Report(plant, second, random.NextDouble() < missing ? null : Math.Floor((phase + (flowed - subtracted) * gain) / stepWh) * stepWh, stepWh);
                plant.Begin(second);
            }
            if (resetAt.Contains(second))
                (subtracted, phase) = (flowed, 0);
            foreach (var plant in plants)
            {
                var wh = plant.Step(second) / 3600;
                flowed += wh;
                TruthWh[(plant.Id, plant.RunId ?? "")] = TruthWh.GetValueOrDefault((plant.Id, plant.RunId ?? "")) + wh;
            }
        }
        foreach (var plant in plants)
            Report(plant, plants.Max(one => one.EndsAt) + 1, Math.Floor((phase + (flowed - subtracted) * gain) / stepWh) * stepWh, stepWh);
        FlowedWh = flowed;
    }

    /// <summary>By machine and run; an empty run is the machine's overhead.</summary>
    public Dictionary<(string Machine, string Run), double> TruthWh { get; } = [];

    /// <summary>All that went through the meter, before its own error.</summary>
    public double FlowedWh { get; }

    public IReadOnlyList<Claim> Claims => _claims;

    /// <summary>By run: seconds in each state, for the model without a meter.</summary>
    public Dictionary<string, Dictionary<RunPhase, double>> Spans { get; } = [];

    void Report(Plant plant, long second, double? counterWh, double stepWh)
    {
        var atMs = second * 1000 + plant.Offset;
        _claims.Add(new(new(new("bench", "bench", ++_sequence), atMs, counterWh, null, stepWh), plant.Id, plant.RunId, plant.Phase));
        if (plant.RunId is { } run)
        {
            var spans = Spans.TryGetValue(run, out var known) ? known : Spans[run] = [];
            spans[plant.Phase] = spans.GetValueOrDefault(plant.Phase) + (second - plant.ReportedAt);
        }
        plant.ReportedAt = second;
    }

    /// <summary>One machine's day: waits, warms up, works, waits.</summary>
    sealed class Plant(string id, SimulatedDraw draw, Random random, int runs)
    {
        int _run;
        long _next = random.Next(600, 3600);
        long _pauseFrom = long.MaxValue, _pauseTo;

        public string Id => id;

        public string? RunId { get; private set; }

        public RunPhase Phase { get; private set; } = RunPhase.Standby;

        /// <summary>Stations do not read in the same second.</summary>
        public int Offset { get; } = random.Next(1, 50);

        public long ReportedAt { get; set; }

        public long EndsAt { get; private set; }

        public bool IsDone => _run >= runs && RunId is null && EndsAt > 0;

        /// <summary>Whether the machine starts to do something else at this second; a reading closes what was.</summary>
        public bool Turns(long second) => Now(second) != (RunId is null, Phase);

        public void Begin(long second)
        {
            if (Now(second) is var next && next == (RunId is null, Phase))
                return;
            if (RunId is null)
            {
                RunId = $"{id}-{++_run}";
                draw.Begin();
                _next = 0;
            }
            else if (next.Item1)
            {
                RunId = null;
                draw.End();
                EndsAt = second;
                _next = _run >= runs ? long.MaxValue : second + random.Next(300, 5400);
            }
            else if (Phase == RunPhase.WarmUp)
            {
                _next = second + random.Next(1800, 9000);
                _pauseFrom = random.Next(4) == 0 ? second + random.Next(600, 1500) : long.MaxValue;
                _pauseTo = _pauseFrom == long.MaxValue ? 0 : _pauseFrom + random.Next(120, 600);
            }
            Phase = RunId is null ? RunPhase.Standby : next.Item2;
        }

        public double Step(long second) => draw.Step(Phase == RunPhase.Processing, second / 3600.0 % 24);

        (bool, RunPhase) Now(long second) => RunId is null
            ? second >= _next ? (false, RunPhase.WarmUp) : (true, RunPhase.Standby)
            : Phase == RunPhase.WarmUp && !draw.IsHot ? (false, RunPhase.WarmUp)
            : _next > 0 && second >= _next ? (true, RunPhase.Standby)
            : second >= _pauseFrom && second < _pauseTo ? (false, RunPhase.Idle) : (false, RunPhase.Processing);
    }
}
