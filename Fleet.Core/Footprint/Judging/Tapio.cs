namespace Fleet.Core.Footprint.Judging;

/// <summary>
/// Elasticity t = (ΔE/E₀)/(ΔY/Y₀) of energy to output.
/// <code>
///            ΔE &lt; 0                      ΔE &gt; 0
///   ΔY &gt; 0   strong decoupling          0 … 0.8 weak │ 0.8 … 1.2 expansive coupling │ expansive negative
///   ΔY &lt; 0   0 … 0.8 weak negative │ 0.8 … 1.2 recessive coupling │ recessive   strong negative
/// </code>
/// </summary>
/// <param name="Elasticity">Null where it is withheld.</param>
/// <param name="Withheld">Why there is no class; null where there is one.</param>
public sealed record Tapio(double? Elasticity, TapioClass? Class, TapioGuard? Withheld)
{
    /// <summary>Below this relative change of the output the quotient says nothing: it explodes.</summary>
    public const double LeastChange = 0.02;

    const double Lower = 0.8;
    const double Upper = 1.2;

    /// <param name="energyBefore">Any unit, the same for both; null is missing.</param>
    /// <param name="outputBefore">Good parts, hours of members or of learning.</param>
    public static Tapio Of(double? energyBefore, double? energyNow, double? outputBefore, double? outputNow)
    {
        if (energyBefore is not { } e0 || energyNow is not { } e1 || outputBefore is not { } y0 || outputNow is not { } y1)
            return new(null, null, TapioGuard.Missing);
        if (!(e0 > 0) || !(y0 > 0))
            return new(null, null, TapioGuard.NothingBefore);
        var (energy, output) = ((e1 - e0) / e0, (y1 - y0) / y0);
        if (Math.Abs(output) < LeastChange)
            return new(null, null, TapioGuard.OutputHardlyChanged);
        var t = energy / output;
        return new(t, output > 0
            ? t < 0 ? TapioClass.StrongDecoupling : t < Lower ? TapioClass.WeakDecoupling : t <= Upper ? TapioClass.ExpansiveCoupling : TapioClass.ExpansiveNegativeDecoupling
            : t < 0 ? TapioClass.StrongNegativeDecoupling : t < Lower ? TapioClass.WeakNegativeDecoupling : t <= Upper ? TapioClass.RecessiveCoupling : TapioClass.RecessiveDecoupling,
            null);
    }

    /// <summary>
    /// Rebound R = 1 − actual saving / expected saving, where the expected saving is that of the better intensity at the old output. Null
    /// unless the intensity fell by at least <see cref="LeastChange"/>: without a gain nothing can rebound.
    /// </summary>
    public static double? Rebound(double? energyBefore, double? energyNow, double? outputBefore, double? outputNow)
    {
        if (energyBefore is not { } e0 || energyNow is not { } e1 || outputBefore is not > 0 || outputNow is not > 0 || !(e0 > 0))
            return null;
        var (before, now) = (e0 / outputBefore.Value, e1 / outputNow.Value);
        var expected = (before - now) * outputBefore.Value;
        return expected > LeastChange * e0 ? 1 - ((e0 - e1) / expected) : null;
    }
}
