using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Fleet.Silo.Upkeep;

/// <summary>
/// A row as one line of JSON: an array in the order of the columns. Whole numbers, fractional numbers (always with a point or an
/// exponent), texts, null, and bytes as <c>{"b64": "…"}</c>. Both engines write the same line for the same row.
/// </summary>
static class RowText
{
    public static byte[] Write(object?[] values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var value in values)
                Write(json, value);
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    /// <exception cref="JsonException">The line is damaged.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        return [.. json.RootElement.EnumerateArray().Select(Read)];
    }

    public static ulong Hash(byte[] line) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(line));

    static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case double number:
                var digits = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
                json.WriteRawValue(digits.AsSpan().IndexOfAny('.', 'E', 'e') >= 0 ? digits : digits + ".0");
                break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String("b64", bytes);
                json.WriteEndObject();
                break;
            case long or int or short:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException($"A column holds a {value.GetType().Name}; the schema has only texts, whole numbers, doubles and bytes.");
        }
    }

    static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Object => element.GetProperty("b64").GetBytesFromBase64(),
        JsonValueKind.Number => element.GetRawText().AsSpan().IndexOfAny('.', 'E', 'e') >= 0 ? (object)element.GetDouble() : element.GetInt64(),
        _ => throw new JsonException($"A {element.ValueKind} is no value of a row."),
    };
}
