using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Files;

/// <summary>A stretch of slots as <c>[from, to]</c>; <c>to</c> does not belong to it.</summary>
sealed class SlotSpanJson : JsonConverter<SlotSpan>
{
    const string Form = "must be a stretch of slots, [from, to] with from below to.";

    public override SlotSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new SlotFormatFault(Form);
        var (from, to) = (Next(ref reader), Next(ref reader));
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray || from >= to)
            throw new SlotFormatFault(Form);
        return new(from, to);
    }

    static int Next(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var slot) ? slot : throw new SlotFormatFault(Form);

    public override void Write(Utf8JsonWriter writer, SlotSpan value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.From);
        writer.WriteNumberValue(value.To);
        writer.WriteEndArray();
    }
}
