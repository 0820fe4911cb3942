namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// A small fast generator whose sequence depends on the seed alone, on every processor: xorshift64* (Vigna, 2016) seeded through
/// SplitMix64. A struct: pass it by reference.
/// </summary>
struct SearchRandom
{
    ulong _state;

    public SearchRandom(int seed)
    {
        var mixed = unchecked((ulong)seed + 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        _state = (mixed ^ (mixed >> 31)) | 1;
    }

    public uint Bits()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (uint)(unchecked(_state * 0x2545F4914F6CDD1DUL) >> 32);
    }

    /// <summary>From 0 to <paramref name="count"/> - 1; count is at least 1.</summary>
    public int Below(int count) => (int)(((ulong)Bits() * (uint)count) >> 32);
}
