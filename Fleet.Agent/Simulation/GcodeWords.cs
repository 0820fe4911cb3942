using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>The words of one command as a firmware's parser sees them: a letter and its number, blanks ignored.</summary>
sealed class GcodeWords
{
    readonly Dictionary<char, double> _values = [];
    readonly List<(char Letter, double Value)> _all = [];

    GcodeWords() { }

    internal IReadOnlyList<(char Letter, double Value)> All => _all;

    internal bool Has(char letter) => _values.ContainsKey(letter);

    internal double this[char letter, double otherwise = 0] => _values.TryGetValue(letter, out double value) ? value : otherwise;

    /// <summary>0 when the line is sound; else GRBL's error number: 1 no letter, 2 bad number.</summary>
    internal static int Read(string line, out GcodeWords words, bool valuesOptional)
    {
        words = new GcodeWords();
        for (int i = 0; i < line.Length;)
        {
            char letter = char.ToUpperInvariant(line[i]);
            if (letter == ' ')
            {
                i++;
                continue;
            }
            if (letter is < 'A' or > 'Z')
                return 1;
            int start = ++i;
            while (i < line.Length && (char.IsAsciiDigit(line[i]) || line[i] is '.' or '-' or '+' or ' '))
                i++;
            string number = line[start..i].Replace(" ", "", StringComparison.Ordinal);
            if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !valuesOptional)
                return 2;
            words._values[letter] = value;
            words._all.Add((letter, value));
        }
        return 0;
    }
}
