using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>An <see cref="OpenMeter"/> as its row keeps it.</summary>
static class OpenMeters
{
    public static string Write(OpenMeter open) => JsonSerializer.Serialize(open);

    /// <summary>Rows of versions before 2026-11-25 hold a list of segments beside the last counter.</summary>
    public static OpenMeter Read(MeterRow meter)
    {
        if (!meter.Unsettled.StartsWith('['))
            return JsonSerializer.Deserialize<OpenMeter>(meter.Unsettled) ?? new();
        var story = JsonSerializer.Deserialize<List<Segment>>(meter.Unsettled) ?? [];
        return meter is not { LastCounterWh: { } counterWh, LastAtMs: { } atMs } ? new() : new()
        {
            Settled = new(new("", "", 0), atMs, counterWh, null, 0), Story = story,
            ToldUntilMs = story.Where(segment => segment.MachineId is not null).GroupBy(segment => segment.MachineId!).ToDictionary(machine => machine.Key, machine => machine.Max(segment => segment.ToMs)),
        };
    }
}
