namespace Fleet.Core.Scheduling.Durations;

/// <summary>
/// What a machine's finished runs teach about the next ones:
/// <code>
///   actual = a + b(profile) x estimate x noise
///
///   a   the same for every run of the machine: levelling, purging, heating that the estimate does not know
///   b   one factor per slicer profile, drawn towards the machine's common one, and that towards 1.05
///   noise   measured where it is used: the 80 % and the 95 % point of what was seen
/// </code>
/// Few runs move little, and one run that was left paused over night moves nothing: medians all the way. Immutable.
/// </summary>
public sealed class MachineTimes
{
    // The prior of a machine that nobody has seen yet weighs like five finished runs (reference values of slicers against reality).
    const double PriorRuns = 5, PriorFactor = 1.05, ProfilePriorRuns = 2, PriorP80 = 0.067, PriorP95 = 0.15;
    const int Rounds = 12;

    readonly double _constantSeconds, _factor, _p80, _p95;
    readonly Dictionary<string, double> _factorOf;
    readonly int _runs;

    MachineTimes(double constantSeconds, double factor, Dictionary<string, double> factorOf, double p80, double p95, int runs) =>
        (_constantSeconds, _factor, _factorOf, _p80, _p95, _runs) = (constantSeconds, factor, factorOf, p80, p95, runs);

    public static MachineTimes Unknown { get; } = new(0, PriorFactor, [], PriorP80, PriorP95, 0);

    /// <summary>Time that every run takes on this machine besides its estimate, s.</summary>
    public double ConstantSeconds => _constantSeconds;

    /// <summary>The factor on an estimate; the machine's common one for a profile that it has not seen.</summary>
    public double FactorOf(string? slicerProfile) => slicerProfile is not null && _factorOf.TryGetValue(slicerProfile, out var factor) ? factor : _factor;

    /// <summary>Learns from all finished runs of one machine. Runs without a positive estimate or time are left out.</summary>
    public static MachineTimes Learn(IEnumerable<FinishedRun> finished)
    {
        var runs = finished.Where(run => run is { EstimateSeconds: > 0, ActualSeconds: > 0 } && double.IsFinite(run.EstimateSeconds) && double.IsFinite(run.ActualSeconds)).ToList();
        if (runs.Count == 0)
            return Unknown;
        double constant = 0, factor = PriorFactor;
        var factorOf = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            factor = Drawn(runs, constant, PriorFactor, PriorRuns);
            foreach (var group in runs.Where(run => run.SlicerProfile is not null).GroupBy(run => run.SlicerProfile!, StringComparer.Ordinal))
                factorOf[group.Key] = Drawn([.. group], constant, factor, ProfilePriorRuns);
            constant = Constant(runs, run => run.SlicerProfile is { } profile ? factorOf[profile] : factor);
        }
        var noise = runs.Select(run => Math.Log(run.ActualSeconds / Median(run.EstimateSeconds, run.SlicerProfile is { } profile ? factorOf[profile] : factor, constant))).Order().ToList();
        return new(constant, factor, factorOf, Point(noise, 0.80, PriorP80), Math.Max(Point(noise, 0.80, PriorP80), Point(noise, 0.95, PriorP95)), runs.Count);
    }

    /// <param name="estimateSeconds">From the analysis, greater than 0.</param>
    public DurationEstimate Predict(string? slicerProfile, double estimateSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(estimateSeconds);
        var median = Median(estimateSeconds, FactorOf(slicerProfile), _constantSeconds);
        return new(median, median * Math.Exp(_p80), median * Math.Exp(_p95), _runs);
    }

    static double Median(double estimateSeconds, double factor, double constantSeconds) => constantSeconds + factor * estimateSeconds;

    /// <summary>Median of the runs' own factors, drawn towards a prior that weighs like some runs.</summary>
    static double Drawn(List<FinishedRun> runs, double constantSeconds, double prior, double priorRuns)
    {
        var factors = runs.Select(run => Math.Max(0.05, (run.ActualSeconds - constantSeconds) / run.EstimateSeconds)).Order().ToList();
        return (Middle(factors) * runs.Count + prior * priorRuns) / (runs.Count + priorRuns);
    }

    /// <summary>
    /// The constant that leaves as many runs above as below among the short ones as among the long ones: slope of the runs' own factors
    /// over 1 / estimate (Theil and Sen), which noise that grows with the run does not bend.
    /// </summary>
    static double Constant(List<FinishedRun> runs, Func<FinishedRun, double> factorOf)
    {
        // Each run's own constant, and what it is worth: noise grows with the estimate, so a short run tells it best.
        var own = runs.Select(run => (Constant: run.ActualSeconds - factorOf(run) * run.EstimateSeconds, Weight: 1 / run.EstimateSeconds)).OrderBy(pair => pair.Constant).ToList();
        double half = own.Sum(pair => pair.Weight) / 2, sum = 0;
        foreach (var (constant, weight) in own)
            if ((sum += weight) >= half)
                return Math.Max(0, constant * runs.Count / (runs.Count + PriorRuns / 5));
        return 0;
    }

    /// <summary>A point of what was seen, drawn towards the prior.</summary>
    static double Point(List<double> ascending, double share, double prior)
    {
        // The share of n + 1 gaps lies below it (Weibull's plotting position), so that a few runs do not promise too much.
        var position = share * (ascending.Count + 1) - 1;
        var low = Math.Clamp((int)Math.Floor(position), 0, ascending.Count - 1);
        var high = Math.Min(low + 1, ascending.Count - 1);
        var seen = ascending[low] + Math.Clamp(position - low, 0, 1) * (ascending[high] - ascending[low]);
        return Math.Max(0.002, (seen * ascending.Count + prior * PriorRuns) / (ascending.Count + PriorRuns));
    }

    static double Middle(List<double> ascending) => (ascending[(ascending.Count - 1) / 2] + ascending[ascending.Count / 2]) / 2;
}
