namespace Fleet.Silo.Reports.Sums;

/// <summary>A hundred thousand rows name a thousand machines: one string each.</summary>
sealed class Words
{
    readonly Dictionary<string, string> _known = [];

    public string Same(string word) => _known.TryGetValue(word, out var known) ? known : _known[word] = word;
}
