using MathNet.Numerics.LinearAlgebra;

namespace Fleet.Core.Energy;

/// <summary>
/// Brings modelled energies into agreement with meters (least squares with known covariance, as in data reconciliation of process
/// plants): x = m + V A' (A V A' + R)⁻¹ (y − A m), with the posterior covariance V − V A' (A V A' + R)⁻¹ A V.
/// </summary>
public static class Reconciliation
{
    /// <summary>Relative to the largest variance; keeps the system solvable where a meter sees only what is known for sure.</summary>
    const double Jitter = 1e-12;

    /// <param name="model">m: expected energy of each part.</param>
    /// <param name="covariance">V of the model.</param>
    /// <param name="sees">A: 1 where a meter (row) sees a part (column).</param>
    /// <param name="metered">y: what each meter says.</param>
    /// <param name="meterVariance">Diagonal of R; zeros make the parts add up to the meters exactly.</param>
    public static (Vector<double> Posterior, Matrix<double> Covariance) Solve(
        Vector<double> model, Matrix<double> covariance, Matrix<double> sees, Vector<double> metered, Vector<double> meterVariance)
    {
        var spread = covariance * sees.Transpose();
        var innovation = sees * spread + Matrix<double>.Build.DenseOfDiagonalVector(meterVariance);
        var floor = Math.Max(double.Epsilon * 1e16, Jitter * innovation.Diagonal().AbsoluteMaximum());
        for (var i = 0; i < innovation.RowCount; i++)
            innovation[i, i] += floor;
        var cholesky = innovation.Cholesky();
        var posterior = model + spread * cholesky.Solve(metered - sees * model);
        return (posterior, covariance - spread * cholesky.Solve(spread.Transpose()));
    }

    /// <summary>
    /// No part is negative, and the parts of one meter add up to it exactly: what fell below zero is taken from the others in proportion.
    /// </summary>
    public static void ClipAndRedistribute(Span<double> parts, double meteredWh, ReadOnlySpan<double> hours)
    {
        double positive = 0, whole = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Math.Max(0, parts[i]);
            positive += parts[i];
            whole += hours[i];
        }
        var rest = meteredWh;
        for (var i = 0; i < parts.Length; i++)
        {
            // The last one takes the rest, so that rounding never loses a fraction of the meter.
            parts[i] = i == parts.Length - 1 ? Math.Max(0, rest)
                : positive > 0 ? meteredWh * (parts[i] / positive)
                : whole > 0 ? meteredWh * (hours[i] / whole) : meteredWh / parts.Length;
            rest -= parts[i];
        }
    }
}
