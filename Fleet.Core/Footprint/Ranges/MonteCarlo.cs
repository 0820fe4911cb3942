namespace Fleet.Core.Footprint.Ranges;

/// <summary>
/// Sums of products by drawing. A factor, and everything that one meter or model measured, is drawn once per round and used wherever it
/// occurs: a common error does not average out over jobs.
/// <code>
///             round 1   round 2  …
///   grid DE     ×1.04     ×0.97        one draw for all rows
///   meter m1    ×1.00     ×1.01        one draw for all of its bookings
///   row A       Σ q·f     Σ q·f        ─► sorted: P5, median, P95
/// </code>
/// </summary>
public sealed class MonteCarlo(long seed, int rounds = 1000)
{
    readonly Dictionary<(string Name, double Sigma), double[]> _draws = [];

    public long Seed => seed;

    public int Rounds => rounds;

    /// <summary>The sum of one row's terms; null for no terms.</summary>
    public Estimate? Sum(IReadOnlyCollection<Term> terms) => terms.Count == 0 ? null : Quantiles(Rows(terms));

    /// <summary>Every round's sum, in order of the rounds: what totals of several rows are added from.</summary>
    public double[] Rows(IEnumerable<Term> terms)
    {
        var sums = new double[rounds];
        foreach (var term in terms)
        {
            var factor = Draws("factor " + term.Factor, term.FactorSigma);
            var quantity = Draws("quantity " + term.Source, term.Quantity.Sigma);
            var median = term.Median;
            for (var i = 0; i < sums.Length; i++)
                sums[i] += median * factor[i] * quantity[i];
        }
        return sums;
    }

    public static Estimate Quantiles(double[] sums)
    {
        var sorted = (double[])sums.Clone();
        Array.Sort(sorted);
        return new(At(sorted, 0.5), At(sorted, 0.05), At(sorted, 0.95));
    }

    double[] Draws(string name, double sigma)
    {
        if (_draws.TryGetValue((name, sigma), out var known))
            return known;
        var draws = new double[rounds];
        if (sigma > 0)
        {
            var normal = new SeededNormal(seed, name);
            for (var i = 0; i < draws.Length; i++)
                draws[i] = Math.Exp(sigma * normal.Next());
        }
        else
        {
            Array.Fill(draws, 1);
        }
        return _draws[(name, sigma)] = draws;
    }

    /// <summary>Linear between the neighbours, as most statistics programs do (type 7).</summary>
    static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
