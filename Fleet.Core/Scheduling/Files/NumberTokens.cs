namespace Fleet.Core.Scheduling.Files;

/// <summary>Words and whole numbers of a text, one after the other, with the line of each.</summary>
ref struct NumberTokens(ReadOnlySpan<char> text)
{
    readonly ReadOnlySpan<char> _text = text;
    int _at;

    /// <summary>Line of the token that was read last, 1-based.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next word; empty at the end.</summary>
    public ReadOnlySpan<char> Word()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF'))
            Line += _text[_at++] == '\n' ? 1 : 0;
        var from = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]))
            _at++;
        return _text[from.._at];
    }

    /// <summary>The next whole number.</summary>
    /// <param name="what">What it is, for the sentence.</param>
    /// <param name="fault">Null when it is there and within the bounds.</param>
    public int Number(string what, int least, int most, out FileFault? fault)
    {
        fault = null;
        var word = Word();
        if (word.IsEmpty)
            fault = new(Line, $"The file ends where {what} should be.");
        else if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            fault = new(Line, $"'{Shown(word)}' stands where {what} should be, a whole number.");
        else if (number < least || number > most)
            fault = new(Line, $"{what} is {number}; it must be from {least} to {most}.");
        else
            return number;
        return 0;
    }

    /// <summary>Everything up to the end of the line that has not been read.</summary>
    public ReadOnlySpan<char> RestOfLine()
    {
        var from = _at;
        while (_at < _text.Length && _text[_at] != '\n')
            _at++;
        return _text[from.._at];
    }

    public static string Shown(ReadOnlySpan<char> word) => word.Length > 20 ? $"{word[..20]}…" : word.ToString();
}
