namespace Fleet.Core.Footprint.Ranges;

/// <summary>
/// Standard normal numbers that follow from a seed and a name alone, on every machine and in every year: SplitMix64 (Steele, Lea, Flood
/// 2014) and the polar method of Marsaglia. The order in which names are asked changes nothing.
/// </summary>
public struct SeededNormal
{
    ulong _state;
    double _spare;
    bool _hasSpare;

    public SeededNormal(long seed, string name)
    {
        // FNV-1a over the name, so that streams of different names are unrelated.
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211UL;
        _state = hash ^ ((ulong)seed * 0x9E3779B97F4A7C15UL);
    }

    public double Next()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        while (true)
        {
            var u = (2 * Uniform()) - 1;
            var v = (2 * Uniform()) - 1;
            var s = (u * u) + (v * v);
            if (s is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(s) / s);
            (_spare, _hasSpare) = (v * scale, true);
            return u * scale;
        }
    }

    double Uniform()
    {
        var z = unchecked(_state += 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
