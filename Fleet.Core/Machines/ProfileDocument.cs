using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Fleet.Core.Machines;

/// <summary>
/// A YAML text as JSON, with the line of every key. Paths are those of the schema validator: <c>tools[0].maxRpm</c>.
/// Scalars follow YAML's core schema: plain <c>true</c>, <c>false</c> and finite numbers are themselves, everything else is text.
/// </summary>
sealed class ProfileDocument
{
    // A profile has about a hundred nodes, three deep. The loader recurses: the bounds are checked on the flat stream of events before.
    const int MostNodes = 4_000;
    const int MostDepth = 12;

    readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal) { [""] = 1 };

    ProfileDocument()
    {
    }

    public JsonObject Root { get; private set; } = [];

    /// <exception cref="YamlException">The text is no YAML, has a key twice, or holds more than a profile can.</exception>
    static ProfileDocument Parse(string yaml)
    {
        RefuseWhatMultiplies(yaml);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new YamlException(Mark.Empty, Mark.Empty, "A profile is one YAML document of keys and values");
        var document = new ProfileDocument();
        document.Root = document.ConvertMapping(root, "");
        return document;
    }

    /// <summary>Null, and the fault with its line, when the text is no YAML.</summary>
    /// <param name="fileName">For the sentence.</param>
    public static ProfileDocument? Read(string yaml, string fileName, out ProfileFault? fault)
    {
        fault = null;
        try
        {
            return Parse(yaml);
        }
        catch (YamlException refused)
        {
            fault = new(fileName, Math.Max(1, (int)refused.Start.Line), Sentence(refused));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18 throws this, without a place, when a line ends inside an open bracket.
            fault = new(fileName, 1, "This is not readable as YAML: a bracket or brace is opened and not closed.");
        }
        return null;
    }

    static string Sentence(YamlException fault)
    {
        // The parser wraps what it knows: the innermost message is the useful one.
        Exception inner = fault;
        while (inner.InnerException is { } deeper)
            inner = deeper;
        return $"This is not readable as YAML: {inner.Message.TrimEnd('.')}.";
    }

    /// <summary>The line of a path, or of the nearest key above it that exists.</summary>
    public int LineOf(string path)
    {
        while (!_lines.ContainsKey(path))
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return _lines[path];
    }

    static void RefuseWhatMultiplies(string yaml)
    {
        var events = new Parser(new StringReader(yaml));
        for (int nodes = 0, depth = 0; events.MoveNext();)
        {
            var current = events.Current!;
            depth += current.NestingIncrease;
            if (current is AnchorAlias)
                throw new YamlException(current.Start, current.End, "Aliases are not supported here; write the value out");
            if (++nodes > MostNodes || depth > MostDepth)
                throw new YamlException(current.Start, current.End, "The file holds more than a profile can");
        }
    }

    JsonNode Convert(YamlNode node, string path) => node switch
    {
        YamlMappingNode mapping => ConvertMapping(mapping, path),
        YamlSequenceNode sequence => ConvertSequence(sequence, path),
        _ => ConvertScalar((YamlScalarNode)node),
    };

    JsonObject ConvertMapping(YamlMappingNode mapping, string path)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name })
                throw new YamlException(key.Start, key.End, "A key is a single word");
            var child = path.Length == 0 ? name : $"{path}.{name}";
            _lines[child] = (int)key.Start.Line;
            result[name] = Convert(value, child);
        }

        return result;
    }

    JsonArray ConvertSequence(YamlSequenceNode sequence, string path)
    {
        var result = new JsonArray();
        foreach (var item in sequence.Children)
        {
            var child = $"{path}[{result.Count}]";
            _lines[child] = (int)item.Start.Line;
            result.Add(Convert(item, child));
        }

        return result;
    }

    static JsonValue ConvertScalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(text);
        if (text is "true" or "false")
            return JsonValue.Create(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return JsonValue.Create(number);
        return JsonValue.Create(text);
    }
}
