namespace Fleet.Silo.Reports.Sums;

/// <summary>A sum over runs that ended.</summary>
public sealed class RunCell
{
    public string Span { get; set; } = "day";
    public long StartMs { get; set; }
    public string Dimension { get; set; } = "";
    public string Key { get; set; } = "";
    public long Runs { get; set; }
    public long Good { get; set; }

    /// <summary>Good at the first attempt.</summary>
    public long FirstGood { get; set; }

    /// <summary>Finished, and nobody has said good or bad.</summary>
    public long Unjudged { get; set; }

    /// <summary>Runs that repeat another.</summary>
    public long Retries { get; set; }

    /// <summary>Energy and material of runs that gave no good part.</summary>
    public double FailedWh { get; set; }
    public double FailedG { get; set; }

    /// <summary>Warm-up of runs that repeat another.</summary>
    public double RetryWarmUpWh { get; set; }

    /// <summary>From start to end, h.</summary>
    public double Hours { get; set; }

    public void Add(RunCell other)
    {
        Runs += other.Runs;
        Good += other.Good;
        FirstGood += other.FirstGood;
        Unjudged += other.Unjudged;
        Retries += other.Retries;
        FailedWh += other.FailedWh;
        FailedG += other.FailedG;
        RetryWarmUpWh += other.RetryWarmUpWh;
        Hours += other.Hours;
    }
}
