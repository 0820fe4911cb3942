using Fleet.Core.Energy;
using Fleet.Silo.Ledger;

namespace Fleet.Silo.Grains;

/// <summary>A meter's past, as far as it can be counted with.</summary>
static class MeterReadings
{
    /// <summary>
    /// Usable readings from the last one at or before a stretch to the first one at or after it. A late reading is let in where its counter
    /// fits between its neighbours.
    /// </summary>
    /// <param name="lastMs">The newest that is settled; later ones are not looked at.</param>
    public static async Task<IReadOnlyList<CounterReading>> Around(IDatabase database, string meterId, long fromMs, long toMs, long lastMs)
    {
        var firstMs = await database.Find<long?>(Edge("max", "<="), new { meterId, edge = fromMs, lastMs }) ?? await database.Find<long?>(Edge("min", ">="), new { meterId, edge = fromMs, lastMs });
        var endMs = await database.Find<long?>(Edge("min", ">="), new { meterId, edge = toMs, lastMs }) ?? lastMs;
        var rows = await database.List<ReadingRow>(
            """
            select agent_id, epoch, sequence, at_ms, counter_wh, power_w, coalesce(resolution_wh, 0) as resolution_wh, flag from meter_reading
            where meter_id = @meterId and at_ms between @firstMs and @endMs and flag not in ('missing', 'absurd', 'duplicate') order by at_ms, sequence
            """, new { meterId, firstMs, endMs });
        var readings = new List<CounterReading>();
        for (var i = 0; i < rows.Count; i++)
        {
            var fits = rows[i].Flag != "late" || (readings.Count > 0 && readings[^1].CounterWh <= rows[i].CounterWh && readings[^1].AtMs < rows[i].AtMs
                && rows.Skip(i + 1).FirstOrDefault(row => row.Flag != "late") is { } next && rows[i].CounterWh <= next.CounterWh && rows[i].AtMs < next.AtMs);
            if (fits)
                readings.Add(new(new(rows[i].AgentId, rows[i].Epoch, rows[i].Sequence), rows[i].AtMs, rows[i].CounterWh, rows[i].PowerW, rows[i].ResolutionWh));
        }
        return readings;
    }

    /// <summary>Cuts readings where another set of machines was behind the meter; neighbours share the reading at the cut.</summary>
    public static IEnumerable<IReadOnlyList<CounterReading>> Stretches(IReadOnlyList<CounterReading> readings, IReadOnlyList<BindingRow> bound)
    {
        string Set(int index) => string.Join('|', bound.Where(binding => binding.Holds((readings[index].AtMs + readings[index - 1].AtMs) / 2)).Select(binding => binding.MachineId).Order(StringComparer.Ordinal));
        var first = 0;
        for (var i = 2; i < readings.Count; i++)
        {
            if (Set(i) == Set(i - 1))
                continue;
            yield return [.. readings.Skip(first).Take(i - first)];
            first = i - 1;
        }
        yield return [.. readings.Skip(first)];
    }

    static string Edge(string which, string side) =>
        $"select {which}(at_ms) from meter_reading where meter_id = @meterId and at_ms {side} @edge and at_ms <= @lastMs and flag not in ('missing', 'absurd', 'duplicate', 'late')";

    sealed record ReadingRow
    {
        public string AgentId { get; init; } = "";
        public string Epoch { get; init; } = "";
        public long Sequence { get; init; }
        public long AtMs { get; init; }
        public double CounterWh { get; init; }
        public double? PowerW { get; init; }
        public double ResolutionWh { get; init; }
        public string Flag { get; init; } = "";
    }
}
