using System.Globalization;

namespace Fleet.Core.Footprint.Factors;

/// <summary>
/// Data quality as five scores from 1 (best) to 5 (worst) and what they add to the uncertainty. Source: the ecoinvent data quality
/// system as published in olca-schema, <c>examples/dq_system.json</c>; the table holds squared geometric standard deviations.
/// </summary>
public sealed record Pedigree(int Reliability, int Completeness, int Temporal, int Geographical, int Technological)
{
    /// <summary>Nothing is known about where the number comes from.</summary>
    public static Pedigree Unknown { get; } = new(5, 5, 5, 5, 5);

    static readonly double[][] SquaredGsd =
    [
        [1, 1.05, 1.10, 1.20, 1.50],
        [1, 1.02, 1.05, 1.10, 1.20],
        [1, 1.03, 1.10, 1.20, 1.50],
        [1, 1.01, 1.02, 1.05, 1.10],
        [1, 1.05, 1.20, 1.50, 2.00],
    ];

    /// <summary>What a score adds, as squared GSD.</summary>
    /// <param name="indicator">0 reliability to 4 further technological correlation.</param>
    public static double Factor(int indicator, int score) => SquaredGsd[indicator][score - 1];

    int[] Scores => [Reliability, Completeness, Temporal, Geographical, Technological];

    /// <summary>
    /// σ of the logarithm. The table is in the 95 % convention: exp(√Σ ln²U) is a <em>squared</em> GSD, so that the logarithm is halved.
    /// </summary>
    /// <param name="basic">Squared GSD of the thing itself, ≥ 1.</param>
    public double Sigma(double basic = 1) =>
        Math.Sqrt(Scores.Select((score, indicator) => Math.Log(SquaredGsd[indicator][score - 1])).Append(Math.Log(basic)).Sum(ln => ln * ln)) / 2;

    /// <summary>As openLCA wants it: exp(σ), not its square.</summary>
    public double GeomSd(double basic = 1) => Math.Exp(Sigma(basic));

    /// <summary><c>(1;2;1;1;2)</c>, the spelling of openLCA.</summary>
    public override string ToString() => $"({string.Join(';', Scores)})";

    /// <summary>Null when the text is not five scores from 1 to 5.</summary>
    public static Pedigree? Read(string? text)
    {
        var parts = (text ?? "").Trim().TrimStart('(').TrimEnd(')').Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var scores = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score is >= 1 and <= 5 ? score : 0).ToArray();
        return scores.Length == 5 && !scores.Contains(0) ? new(scores[0], scores[1], scores[2], scores[3], scores[4]) : null;
    }
}
