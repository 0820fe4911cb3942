using System.Text.Json;

namespace Fleet.Core;

/// <summary>
/// The written form of an enum value, the same in the database, the API and the profiles: camelCase, for instance
/// <c>needsYou</c>. Reading ignores case, hyphens, underscores and spaces.
/// </summary>
public static class Word
{
    public static string Of<T>(T value) where T : struct, Enum => Cache<T>.Words[value];

    /// <summary>Null when no value is written like that.</summary>
    public static T? Read<T>(string? word) where T : struct, Enum =>
        word is not null && Cache<T>.Values.TryGetValue(Plain(word), out var value) ? value : null;

    /// <summary>For words that this program wrote itself.</summary>
    /// <exception cref="FormatException">No value is written like that.</exception>
    public static T Known<T>(string word) where T : struct, Enum =>
        Read<T>(word) ?? throw new FormatException($"'{word}' is no {typeof(T).Name}; known are {string.Join(", ", All<T>())}.");

    public static IEnumerable<string> All<T>() where T : struct, Enum => Cache<T>.Words.Values;

    static string Plain(string word) => string.Concat(word.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    static class Cache<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> Values = Words.ToDictionary(pair => Plain(pair.Value), pair => pair.Key);
    }
}
