namespace Fleet.Core.Gcode.Checks;

/// <summary>Counts what the checks see: the first line, how often, and the value that says most. Allocates nothing while reading.</summary>
sealed class FindingLog
{
    static readonly int Kinds = Enum.GetValues<Check>().Length;

    readonly long[] _firstLine = new long[Kinds];
    readonly long[] _count = new long[Kinds];
    readonly double[] _value = new double[Kinds];
    readonly string?[] _text = new string?[Kinds];

    public bool Has(Check check) => _count[(int)check] > 0;

    public long Count(Check check) => _count[(int)check];

    public long FirstLine(Check check) => _firstLine[(int)check];

    /// <summary>Of all hits the value farthest from zero.</summary>
    public double Value(Check check) => _value[(int)check];

    public string? Text(Check check) => _text[(int)check];

    /// <summary>True for the first hit, which may then add a text.</summary>
    public bool Hit(Check check, long line, double value = 0)
    {
        int i = (int)check;
        if (_count[i]++ == 0)
        {
            _firstLine[i] = line;
            _value[i] = value;
            return true;
        }

        if (Math.Abs(value) > Math.Abs(_value[i]))
            _value[i] = value;
        return false;
    }

    public void Say(Check check, string text) => _text[(int)check] = text;

    public void Hit(Check check, long line, string text)
    {
        if (Hit(check, line))
            _text[(int)check] = text;
    }
}
