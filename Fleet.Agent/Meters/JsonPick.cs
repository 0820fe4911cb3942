using System.Text.Json;

namespace Fleet.Agent.Meters;

/// <summary>Picks a value out of JSON by a path such as <c>StatusSNS.ENERGY.Total</c> or <c>meters[0].total</c>; an empty path is the whole.</summary>
static class JsonPick
{
    /// <summary>The value as text; null when there is none, or when it is no single value.</summary>
    public static string? Text(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step is ['[', .. var index, ']'])
            {
                if (!int.TryParse(index, out var number) || at.ValueKind != JsonValueKind.Array || number < 0 || number >= at.GetArrayLength())
                    return null;
                at = at[number];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }
        return at.ValueKind switch
        {
            JsonValueKind.Number => at.GetRawText(),
            JsonValueKind.String => at.GetString(),
            _ => null,
        };
    }

    /// <summary>Null when the text is no JSON.</summary>
    public static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
