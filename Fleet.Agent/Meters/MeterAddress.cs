using System.Globalization;

namespace Fleet.Agent.Meters;

/// <summary>
/// Where a meter is, as people type it: a URL, with user and password before the host, and behind <c>#</c> what to pick and how to read it.
/// <code>
///   http://admin:secret@192.168.1.40#id=1
///   mqtt://broker:1883/zigbee2mqtt/plug#energy;unit=kWh;power=power
///          └ host      └ topic          └ pick  └ options
/// </code>
/// </summary>
public sealed class MeterAddress
{
    MeterAddress(Uri uri, string pick, IReadOnlyDictionary<string, string> options) => (Uri, Pick, Options) = (uri, pick, options);

    public Uri Uri { get; }

    /// <summary>Path to the counter in the answer; empty for none.</summary>
    public string Pick { get; }

    public IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>Scheme, host and port.</summary>
    public Uri Root => new(Uri.GetLeftPart(UriPartial.Scheme) + Uri.Authority[(Uri.Authority.LastIndexOf('@') + 1)..]);

    /// <summary>The path without its first slash, decoded.</summary>
    public string Path => Uri.UnescapeDataString(Uri.AbsolutePath.TrimStart('/'));

    /// <summary>Path and query, as they go into a request.</summary>
    public string Request => Uri.PathAndQuery.TrimStart('/');

    public string User => Uri.UnescapeDataString(Uri.UserInfo.Split(':', 2)[0]);

    public string Password => Uri.UserInfo.Split(':', 2) is [_, var password] ? Uri.UnescapeDataString(password) : "";

    public static MeterAddress? Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return null;
        var pick = "";
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Uri.UnescapeDataString(uri.Fragment.TrimStart('#')).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is [var key, var value])
                options[key] = value;
            else
                pick = part;
        }
        return new(uri, pick, options);
    }

    public int Number(string option, int otherwise) =>
        Options.TryGetValue(option, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
