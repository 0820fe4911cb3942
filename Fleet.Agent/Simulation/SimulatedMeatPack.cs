namespace Fleet.Agent.Simulation;

/// <summary>The unpacking half of MeatPack as it sits in a firmware's serial input: byte by byte, signals and all.</summary>
sealed class SimulatedMeatPack
{
    const string Alphabet = "0123456789. \nGX";
    const byte Signal = 0xFF;

    int _signals;
    bool _literalFirst, _literalSecond;
    byte _second;

    internal bool On { get; private set; }

    /// <summary>No-spaces mode: the code of the blank means E.</summary>
    internal bool NoSpaces { get; private set; }

    internal void Reset() => On = NoSpaces = _literalFirst = _literalSecond = false;

    /// <returns>True when the answer to a query is due.</returns>
    internal bool Take(byte one, Action<byte> plain)
    {
        if (_signals == 2)
        {
            _signals = 0;
            return Obey(one);
        }
        if (one == Signal)
        {
            _signals++;
            return false;
        }
        if (_signals == 1)
        {
            _signals = 0;
            Unpack(Signal, plain);
        }
        Unpack(one, plain);
        return false;
    }

    bool Obey(byte command)
    {
        switch (command)
        {
            case 0xFB: On = true; break;
            case 0xFA: On = false; break;
            case 0xF9: Reset(); break;
            case 0xF7: NoSpaces = true; break;
            case 0xF6: NoSpaces = false; break;
            case 0xF8: return true;
        }
        return false;
    }

    void Unpack(byte one, Action<byte> plain)
    {
        if (!On)
        {
            plain(one);
            return;
        }
        if (_literalFirst)
        {
            _literalFirst = false;
            plain(one);
            if (!_literalSecond && _second != 0)
                plain(_second);
            return;
        }
        if (_literalSecond)
        {
            _literalSecond = false;
            plain(one);
            return;
        }
        int first = one & 15, second = one >> 4;
        _literalFirst = first == 15;
        // The other half of a newline is padding.
        _literalSecond = second == 15 && first != 12;
        _second = second == 15 || first == 12 ? (byte)0 : Code(second);
        if (!_literalFirst)
        {
            plain(Code(first));
            if (!_literalSecond && _second != 0)
                plain(_second);
        }
    }

    byte Code(int nibble) => nibble == 11 && NoSpaces ? (byte)'E' : (byte)Alphabet[nibble];
}
