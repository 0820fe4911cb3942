using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Files;

/// <summary>A duration as the slots of its median, P80 and P95, <c>[12, 13, 15]</c>, or as one number when it is certain.</summary>
sealed class RunDurationJson : JsonConverter<RunDuration>
{
    const string Form = "must be a number of slots from 1, or three of them that do not fall: [median, p80, p95].";

    public override RunDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return RunDuration.Exactly(Slots(ref reader, 1));
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new SlotFormatFault(Form);
        var median = Next(ref reader, 1);
        var p80 = Next(ref reader, median);
        var p95 = Next(ref reader, p80);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new SlotFormatFault(Form);
        return new(median, p80, p95);
    }

    static int Next(ref Utf8JsonReader reader, int least) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number ? Slots(ref reader, least) : throw new SlotFormatFault(Form);

    static int Slots(ref Utf8JsonReader reader, int least) =>
        reader.TryGetInt32(out var slots) && slots >= least ? slots : throw new SlotFormatFault(Form);

    public override void Write(Utf8JsonWriter writer, RunDuration value, JsonSerializerOptions options)
    {
        if (value.MedianSlots == value.P80Slots && value.P80Slots == value.P95Slots)
        {
            writer.WriteNumberValue(value.MedianSlots);
            return;
        }
        writer.WriteStartArray();
        writer.WriteNumberValue(value.MedianSlots);
        writer.WriteNumberValue(value.P80Slots);
        writer.WriteNumberValue(value.P95Slots);
        writer.WriteEndArray();
    }
}
