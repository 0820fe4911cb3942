namespace Fleet.Core.Material;

/// <summary>Tells when a scale has settled: so many weighings in a row that call themselves stable show the same.</summary>
public sealed class SettledWeighing
{
    const int Agreeing = 3;

    int _agreeing;
    double _grams = double.NaN;

    /// <param name="weighing">The next one; null for what was no weighing. Neither that nor an unstable one counts, or breaks the row.</param>
    /// <returns>The mass, g, as soon as it has settled; null before.</returns>
    public double? Add(ScaleLine? weighing)
    {
        if (weighing is not { Stable: true })
            return null;
        _agreeing = weighing.Grams == _grams ? _agreeing + 1 : 1;
        _grams = weighing.Grams;
        return _agreeing >= Agreeing ? _grams : null;
    }
}
