using Fleet.Core.Gcode;

namespace Fleet.Core.Material;

/// <summary>Collects a <see cref="FeatureCurve"/> in bounded memory while a program is read.</summary>
sealed class FeatureCurveBuilder
{
    /// <summary>When this many points are full, every second one is dropped.</summary>
    const int MostPoints = 8192;

    readonly List<double> _lengthMm = [];
    readonly List<double>[] _scrapMm = [.. FeatureCurve.Kinds.Select(_ => new List<double>())];
    readonly double[] _sums = new double[FeatureCurve.Kinds.Count];
    int _kind = -1;
    double _atMm;

    /// <summary>So much more filament has left the spool for good.</summary>
    public void Add(double riseMm, MoveFeature feature)
    {
        if (riseMm <= 0)
            return;
        var kind = KindOf(feature);
        if (kind != _kind)
        {
            Mark();
            _kind = kind;
        }
        _atMm += riseMm;
        if (kind >= 0)
            _sums[kind] += riseMm;
    }

    public FeatureCurve Build()
    {
        Mark();
        return new([.. _lengthMm], [.. _scrapMm.Select(sums => sums.ToArray())]);
    }

    /// <summary>Index into <see cref="FeatureCurve.Kinds"/>; −1: part of the product.</summary>
    static int KindOf(MoveFeature feature) => feature switch
    {
        MoveFeature.Support or MoveFeature.SupportInterface => 0,
        MoveFeature.WipeTower or MoveFeature.Custom => 1,
        MoveFeature.Skirt => 2,
        _ => -1,
    };

    void Mark()
    {
        if (_atMm <= 0 || (_lengthMm.Count > 0 && _lengthMm[^1] >= _atMm))
            return;
        if (_lengthMm.Count == MostPoints)
            Thin();
        _lengthMm.Add(_atMm);
        for (var kind = 0; kind < _sums.Length; kind++)
            _scrapMm[kind].Add(_sums[kind]);
    }

    void Thin()
    {
        foreach (var list in _scrapMm.Append(_lengthMm))
        {
            for (var i = 0; i < MostPoints / 2; i++)
                list[i] = list[2 * i + 1];
            list.RemoveRange(MostPoints / 2, list.Count - MostPoints / 2);
        }
    }
}
