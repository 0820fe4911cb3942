using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fleet.Web.Components.Language;

/// <summary>Every sentence of the pages, in the language of the request. A key that is missing shows itself.</summary>
public sealed class Speech
{
    static readonly JsonSerializerOptions ForScripts = new() { Encoder = JavaScriptEncoder.Default };

    public string this[string key] => Table.GetValueOrDefault(key, key);

    /// <summary>The sentence with its holes filled, numbers written as the reader writes them.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[key], values);

    /// <summary>A word that may be a person's own: the sentence for <paramref name="key"/>, or <paramref name="word"/> itself.</summary>
    public string Or(string key, string word) => Table.GetValueOrDefault(key, word);

    /// <summary>The part of the table that the scripts in the page need, as JSON that is safe inside a script element.</summary>
    public string ForScript(params string[] rooms) => JsonSerializer.Serialize(
        Table.Where(pair => rooms.Any(room => pair.Key.StartsWith(room, StringComparison.Ordinal))).ToDictionary(), ForScripts);

    static Dictionary<string, string> Table =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English.Words : German.Words;
}
