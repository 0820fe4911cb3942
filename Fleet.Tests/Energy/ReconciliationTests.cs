using Fleet.Core.Energy;
using MathNet.Numerics.LinearAlgebra;

namespace Fleet.Tests.Energy;

public sealed class ReconciliationTests
{
    static readonly VectorBuilder<double> V = Vector<double>.Build;
    static readonly MatrixBuilder<double> M = Matrix<double>.Build;

    [Fact]
    public void The_surplus_goes_where_the_model_is_least_sure()
    {
        // One meter, by hand: x = m + v / Σv · (y − Σm).
        var (x, covariance) = Reconciliation.Solve(V.DenseOfArray([60, 40]), M.DenseOfDiagonalArray([9, 1]), M.DenseOfArray(new double[,] { { 1, 1 } }), V.DenseOfArray([110]), V.Dense(1));
        Assert.Equal(69, x[0], 6);
        Assert.Equal(41, x[1], 6);
        // What one has too much the other has too little.
        Assert.Equal(0.9, covariance[0, 0], 6);
        Assert.Equal(-0.9, covariance[0, 1], 6);
    }

    [Fact]
    public void A_meter_that_is_unsure_itself_pulls_less()
    {
        var (x, _) = Reconciliation.Solve(V.DenseOfArray([100]), M.DenseOfDiagonalArray([100]), M.DenseOfArray(new double[,] { { 1 } }), V.DenseOfArray([120]), V.DenseOfArray([100]));
        Assert.Equal(110, x[0], 6);
    }

    [Fact]
    public void A_circuit_and_a_plug_behind_it_are_solved_together()
    {
        // Parts: a (plugged), b (not). Circuit sees both, plug sees a.
        var (x, _) = Reconciliation.Solve(V.DenseOfArray([100, 50]), M.DenseOfDiagonalArray([400, 100]), M.DenseOfArray(new double[,] { { 1, 1 }, { 1, 0 } }), V.DenseOfArray([170, 110]), V.Dense(2));
        Assert.Equal([110, 60], x.Select(part => Math.Round(part, 4)));
    }

    [Fact]
    public void Nothing_is_negative_and_nothing_is_lost()
    {
        double[] parts = [-5, 20, 10];
        Reconciliation.ClipAndRedistribute(parts, 25, [1, 1, 1]);
        Assert.Equal(0, parts[0]);
        Assert.Equal(25, parts.Sum(), 12);
        Assert.Equal(2, parts[1] / parts[2], 9);
    }

    [Fact]
    public void Where_nothing_speaks_time_decides()
    {
        double[] parts = [0, 0];
        Reconciliation.ClipAndRedistribute(parts, 12, [1, 2]);
        Assert.Equal([4.0, 8.0], parts);
    }
}
