namespace Fleet.Core.Footprint.Ranges;

/// <summary>
/// The fast path for views that are read while the ledger grows: mean and variance of the sum in closed form, with the same shared
/// errors as <see cref="MonteCarlo"/>, and the log-normal of the same moments (Fenton-Wilkinson). The median that it gives is that of
/// the sum, a little above the sum of the medians.
/// </summary>
public static class Moments
{
    /// <returns>Null for no terms.</returns>
    public static Estimate? Sum(IReadOnlyCollection<Term> terms)
    {
        if (terms.Count == 0)
            return null;
        var mean = terms.Sum(Mean);
        var variance = Variance(terms);
        if (mean > 0 && terms.All(term => term.Median >= 0))
            return LogNormal.FromMoments(mean, variance).Estimate;
        // With a negative term (uptake, credit) the sum may cross zero: a normal then, which may too.
        var halfWidth = LogNormal.Z95 * Math.Sqrt(variance);
        return new(mean, mean - halfWidth, mean + halfWidth);
    }

    static double Mean(Term term) => term.Quantity.Mean * term.FactorPerUnit * Math.Exp(term.FactorSigma * term.FactorSigma / 2);

    /// <summary>
    /// Σ over pairs of E·E·(e^c − 1), where c is what the two have in common: the factor's σ², the source's σ², both, or nothing. Grouped by
    /// factor and source the pairs need not be visited one by one.
    /// </summary>
    static double Variance(IReadOnlyCollection<Term> terms)
    {
        var cells = terms.GroupBy(term => (term.Factor, term.Source)).Select(group =>
            (group.Key.Factor, group.Key.Source, Mean: group.Sum(Mean), F: group.First().FactorSigma, Q: group.Max(term => term.Quantity.Sigma))).ToList();
        double Common(double sigma) => Math.Exp(sigma * sigma) - 1;
        var variance = cells.Sum(cell => cell.Mean * cell.Mean * (Math.Exp((cell.F * cell.F) + (cell.Q * cell.Q)) - 1));
        foreach (var factor in cells.GroupBy(cell => cell.Factor))
            variance += (Square(factor.Sum(cell => cell.Mean)) - factor.Sum(cell => cell.Mean * cell.Mean)) * Common(factor.First().F);
        foreach (var source in cells.GroupBy(cell => cell.Source))
            variance += (Square(source.Sum(cell => cell.Mean)) - source.Sum(cell => cell.Mean * cell.Mean)) * Common(source.Max(cell => cell.Q));
        return Math.Max(0, variance);
    }

    static double Square(double x) => x * x;
}
