namespace Fleet.Core.Energy;

/// <summary>
/// What is believed of a machine's average power in one state: normal with unknown mean and unknown spread from one spell to the next
/// (normal–inverse-gamma, Gelman et al., Bayesian Data Analysis 3.3). W.
/// </summary>
/// <param name="MeanW">The expected average power of the next spell.</param>
/// <param name="Weight">How many spells the mean is worth; the prior's share counts as a fraction of one.</param>
/// <param name="Shape">Half the degrees of freedom of the spread, above 1.</param>
/// <param name="ScaleW2">(Shape − 1) times the expected variance between spells, W².</param>
/// <param name="Spells">Spells of the machine's own meter that are in it; 0: nothing but the profile's word.</param>
public sealed record StateBelief(double MeanW, double Weight, double Shape, double ScaleW2, long Spells)
{
    /// <summary>Usual spread between spells of one machine in one state before anything is known of it, relative.</summary>
    const double UsualSpread = 0.08;

    /// <summary>A machine changes over the years (firmware, fans, beds): older spells fade behind this many newer ones.</summary>
    const double LongestMemory = 200;

    /// <summary>Below this a state draws nothing that could be told apart, W.</summary>
    const double LeastSpreadW = 0.05;

    /// <summary>The profile's word for it.</summary>
    /// <param name="relativeUncertainty">Relative standard uncertainty of the mean.</param>
    public static StateBelief Prior(double meanW, double relativeUncertainty)
    {
        var spreadW = Math.Max(LeastSpreadW, UsualSpread * meanW);
        var uncertaintyW = Math.Max(spreadW, relativeUncertainty * meanW);
        const double shape = 2.5;
        return new(meanW, spreadW * spreadW / (uncertaintyW * uncertaintyW), shape, (shape - 1) * spreadW * spreadW, 0);
    }

    /// <summary>Variance from one spell to the next, W².</summary>
    public double SpreadW2 => ScaleW2 / (Shape - 1);

    /// <summary>Variance of the mean, W².</summary>
    public double MeanVarianceW2 => SpreadW2 / Weight;

    /// <summary>Variance of the next spell's average power, W².</summary>
    public double NextVarianceW2 => SpreadW2 + MeanVarianceW2;

    /// <summary>Learns from one spell.</summary>
    /// <param name="noiseW2">Variance with which the spell's own average is known; 0 for a meter of its own.</param>
    public StateBelief Learn(double spellW, double noiseW2)
    {
        if (!double.IsFinite(spellW) || spellW < 0)
            return this;
        // A spell that is itself uncertain counts for less than one.
        var count = SpreadW2 / (SpreadW2 + Math.Max(0, noiseW2));
        var weight = Weight + count;
        var surpriseW = spellW - MeanW;
        // What the noise of the observation explains is no spread of the machine.
        var surpriseW2 = Math.Max(0, surpriseW * surpriseW - noiseW2);
        var next = new StateBelief(
            Math.Max(0, MeanW + count * surpriseW / weight), weight, Shape + count / 2,
            Math.Max((Shape + count / 2 - 1) * LeastSpreadW * LeastSpreadW, ScaleW2 + Weight * count / weight * surpriseW2 / 2), Spells + 1);
        return next.Weight > LongestMemory ? next.Fade() : next;
    }

    StateBelief Fade()
    {
        var shape = Math.Min(Shape, 1 + LongestMemory / 2);
        return this with { Weight = LongestMemory, Shape = shape, ScaleW2 = SpreadW2 * (shape - 1) };
    }
}
