using System.Security.Cryptography;

namespace Fleet.Silo.Storage;

/// <summary>Ids that sort by time and can be read aloud: 16 characters of Crockford's base 32, 48 bits of milliseconds and 32 random ones.</summary>
public static class Ids
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New(TimeProvider time)
    {
        Span<byte> bytes = stackalloc byte[4];
        RandomNumberGenerator.Fill(bytes);
        var value = ((UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 32) | BitConverter.ToUInt32(bytes);
        return string.Create(16, value, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5)
                text[i] = Alphabet[(int)(rest & 31)];
        });
    }

    /// <summary>A name as it can stand in an address: lower-case letters, digits and hyphens. Empty when nothing is left.</summary>
    public static string Slug(string name)
    {
        var plain = name.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal).Replace("+", "-plus", StringComparison.Ordinal);
        var words = new string([.. plain.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        return string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}
