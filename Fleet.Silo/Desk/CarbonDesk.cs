using System.Globalization;
using System.Text.Json;
using Fleet.Core.Footprint.Carbon;
using Fleet.Core.Footprint.Factors;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Desk;

/// <summary>Where each workshop's electricity comes from: zone, contract, carbon intensity over time, and its own roof.</summary>
public sealed class CarbonDesk(IDatabase database, FootprintFactors factors, SupplyOverTime supplies, LedgerSums sums, TimeProvider time)
{
    public static IReadOnlyList<string> Formats { get; } = ["csv", "json", "generation"];

    /// <summary>Wh in a slot; a roof of a workshop gives at most some hundred kW.</summary>
    const double MostRoofWh = 1_000_000;

    static readonly Refusal OfficersOnly = Refusal.Forbidden("Carbon signals decide what reports say: officers and administrators import them. Ask one of them.");

    public async Task<IReadOnlyList<CarbonSeriesView>> Series() =>
        [.. (await database.List<SeriesRow>("select * from carbon_series order by imported_at_ms desc")).Select(row => new CarbonSeriesView(row.Id, row.Zone, row.Signal, row.Source,
            Instants.At(row.FromMs), Instants.At(row.ToMs), row.Slots, JsonSerializer.Deserialize<string[]>(row.Faults) ?? [], row.ImportedBy, Instants.At(row.ImportedAtMs)))];

    /// <param name="zone">For files that name none.</param>
    /// <param name="signal">A word of <see cref="SignalType"/>, for files that do not say.</param>
    public async Task<Answer<IReadOnlyList<CarbonSeriesView>>> Import(string? format, string? zone, string? signal, string? source, byte[] content, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return OfficersOnly;
        if (!Formats.Contains(format))
            return Refusal.Invalid("format", $"'{format}' is no format. Known are {string.Join(", ", Formats)}.");
        if (signal is { Length: > 0 } && Word.Read<SignalType>(signal) is null)
            return Refusal.Invalid("signal", $"'{signal}' is no kind of signal. Known are {string.Join(", ", Word.All<SignalType>())}.");
        var text = Table.Decode(content);
        var kind = Word.Read<SignalType>(signal);
        var reading = format switch
        {
            "json" => CarbonJson.Read(text, zone, kind, source),
            "generation" => await Generation(text, zone ?? ""),
            _ => CarbonTable.Read(text, zone, kind, source),
        };
        if (!reading.IsUsable)
            return Refusal.Invalid("carbon", FactorDesk.Sentence(reading.Faults));
        if (await Overlap(reading) is { } overlap)
            return overlap;
        var rows = reading.Series.Select(series => new SeriesRow
        {
            Id = Ids.New(time), Zone = series.Zone, Signal = Word.Of(series.Signal), Source = series.Source, FromMs = series.FromMs, ToMs = series.ToMs, Slots = series.Slots.Count,
            Faults = JsonSerializer.Serialize(reading.Faults.Select(fault => fault.ToString())), ImportedBy = visitor.Name, ImportedAtMs = time.NowMs(),
        }).ToList();
        await database.Write(async transaction =>
        {
            await transaction.ExecuteMany(
                """
                insert into carbon_series (id, zone, signal, source, from_ms, to_ms, slots, faults, imported_by, imported_at_ms)
                values (@Id, @Zone, @Signal, @Source, @FromMs, @ToMs, @Slots, @Faults, @ImportedBy, @ImportedAtMs)
                """, rows);
            foreach (var (series, row) in reading.Series.Zip(rows))
                await transaction.ExecuteMany(
                    "insert into carbon_slot (zone, signal, start_ms, end_ms, g_per_kwh, series_id) values (@Zone, @Signal, @StartMs, @EndMs, @GPerKwh, @Id)",
                    [.. series.Slots.Select(slot => new { row.Zone, row.Signal, slot.StartMs, slot.EndMs, slot.GPerKwh, row.Id })]);
            return true;
        });
        await sums.Stale(reading.Series.Min(series => series.FromMs), reading.Series.Max(series => series.ToMs));
        var ids = rows.Select(row => row.Id).ToHashSet();
        return new([.. (await Series()).Where(series => ids.Contains(series.Id))], null);
    }

    public async Task<Refusal?> Remove(string seriesId, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return OfficersOnly;
        if (await database.Find<SeriesRow>("select * from carbon_series where id = @seriesId", new { seriesId }) is not { } row)
            return Refusal.NotFound("carbon series", seriesId);
        await database.Write(async transaction =>
        {
            await transaction.Execute("delete from carbon_slot where series_id = @Id", row);
            return await transaction.Execute("delete from carbon_series where id = @Id", row);
        });
        await sums.Stale(row.FromMs, row.ToMs);
        return null;
    }

    /// <summary>The workshops between which <see cref="Supplies"/>, <see cref="Supply"/> and <see cref="Roof"/> choose.</summary>
    public Task<WorkshopNames> Names() => WorkshopNames.Read(database);

    /// <summary>What a workshop has said itself, in order of time; nothing: the grid and contract of <see cref="Workshops.TheOne"/> stand in.</summary>
    /// <param name="workshop">Null: <see cref="Workshops.TheOne"/>.</param>
    public async Task<Answer<IReadOnlyList<SupplyRow>>> Supplies(string? workshop = null)
    {
        if (await Unknown(workshop) is { } unknown)
            return unknown;
        var all = await supplies.All();
        return new(all.HasOwn(IdOf(workshop)) ? all.Of(IdOf(workshop)) : [], null);
    }

    /// <param name="request">From an instant on; the one before stays for the time before.</param>
    public async Task<Answer<SupplyRow>> Supply(SupplyRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return OfficersOnly;
        if (await Unknown(request.Workshop) is { } unknown)
            return unknown;
        var zone = request.Zone?.Trim().ToUpperInvariant() ?? "";
        if (zone.Length is < 2 or > 20 || Zones.CountryOf(zone).Length == 0)
            return Refusal.Invalid("zone", $"'{request.Zone}' is no zone. Write a country such as DE, or a bidding zone such as DE-LU.");
        var signal = Word.Read<SignalType>(request.Signal ?? Word.Of(SignalType.AverageProduction));
        if (signal is null or SignalType.Marginal or SignalType.Residual)
            return Refusal.Invalid("signal", "An inventory uses averageProduction or averageConsumption. A marginal signal answers another question and is not summed.");
        if (request.ContractGPerKwh is { } g && !(g is >= 0 and <= 2000))
            return Refusal.Invalid("contract", $"{g.ToString(CultureInfo.InvariantCulture)} g/kWh cannot be. Copy the number of the bill, in g CO2 per kWh.");
        if (request.ContractGPerKwh is not null && string.IsNullOrWhiteSpace(request.ContractSource))
            return Refusal.Invalid("contractSource", "Say where the contract's intensity stands, for instance: bill of March 2026.");
        var row = new SupplyRow
        {
            Id = Ids.New(time), WorkshopId = IdOf(request.Workshop), FromMs = request.From?.ToUnixTimeMilliseconds() ?? 0, Zone = zone, Signal = Word.Of(signal.Value), Contract = request.Contract?.Trim() ?? "",
            ContractGPerKwh = request.ContractGPerKwh, ContractSource = request.ContractSource?.Trim() ?? "", ByAccount = visitor.Name, AtMs = time.NowMs(),
        };
        await database.Write(async transaction =>
        {
            await transaction.Execute("delete from supply where workshop_id = @WorkshopId and from_ms = @FromMs", row);
            return await transaction.Execute(
                """
                insert into supply (id, workshop_id, from_ms, zone, signal, contract, contract_g_per_kwh, contract_source, by_account, at_ms)
                values (@Id, @WorkshopId, @FromMs, @Zone, @Signal, @Contract, @ContractGPerKwh, @ContractSource, @ByAccount, @AtMs)
                """, row);
        });
        await sums.Stale(row.FromMs, time.NowMs());
        return row;
    }

    /// <summary>What a workshop's roof gave, as a table <c>start_utc, end_utc, wh</c>. Times that are there already are replaced.</summary>
    /// <param name="workshop">Null: <see cref="Workshops.TheOne"/>.</param>
    public async Task<Answer<long>> Roof(byte[] content, Visitor visitor, string? workshop = null)
    {
        if (visitor.Role < Role.Officer)
            return OfficersOnly;
        if (await Unknown(workshop) is { } unknown)
            return unknown;
        if (Table.Read(Table.Decode(content), out var broken) is not { } table)
            return Refusal.Invalid("roof", broken);
        var (start, end, wh) = (table.Column("start_utc", "from", "start"), table.Column("end_utc", "to", "end"), table.Column("wh", "energy_wh"));
        if (start < 0 || end < 0 || wh < 0)
            return Refusal.Invalid("roof", "Name the columns start_utc, end_utc and wh in the first line.");
        var slots = new List<RoofSlot>();
        var faults = new List<RowFault>();
        foreach (var row in table.Rows)
        {
            var value = row.Number(wh, out var fault);
            if (fault.Length > 0)
                faults.Add(new(row.Line, fault));
            else if (!Time(row[start], out var from) || !Time(row[end], out var to) || to <= from || to - from > 3_600_000)
                faults.Add(new(row.Line, "The slot has no proper times, or lasts longer than an hour."));
            else if (value is not null and (< 0 or > MostRoofWh))
                faults.Add(new(row.Line, $"{value} Wh in one slot cannot be."));
            else if (value is { } known)
                slots.Add(new() { StartMs = from, EndMs = to, Wh = known });
        }
        var inOrder = slots.OrderBy(slot => slot.StartMs).ToList();
        if (inOrder.Zip(inOrder.Skip(1)).FirstOrDefault(pair => pair.Second.StartMs < pair.First.EndMs) is { First: not null } crossed)
            faults.Add(new(0, $"Slots overlap at {Instants.At(crossed.Second.StartMs):yyyy-MM-dd HH:mm'Z'}."));
        if (faults.Count > 0 || slots.Count == 0)
            return Refusal.Invalid("roof", faults.Count > 0 ? FactorDesk.Sentence(faults) : "The file holds no slot.");
        var (fromMs, toMs) = (inOrder[0].StartMs, inOrder[^1].EndMs);
        await database.Write(async transaction =>
        {
            await transaction.Execute("delete from roof_slot where workshop_id = @id and start_ms >= @fromMs and start_ms < @toMs", new { id = IdOf(workshop), fromMs, toMs });
            return await transaction.ExecuteMany("insert into roof_slot (workshop_id, start_ms, end_ms, wh) values (@id, @StartMs, @EndMs, @Wh)",
                [.. slots.Select(slot => new { id = IdOf(workshop), slot.StartMs, slot.EndMs, slot.Wh })]);
        });
        await sums.Stale(fromMs, toMs);
        return slots.Count;
    }

    static string IdOf(string? workshop) => workshop is { Length: > 0 } ? workshop : Workshops.TheOne;

    Task<Refusal?> Unknown(string? workshop) => Workshops.Unknown(database, IdOf(workshop));

    async Task<CarbonReading> Generation(string text, string zone)
    {
        var fuels = (await factors.Of()).Library.Sets.SelectMany(set => set.Factors.Where(factor => factor.Kind == FactorKind.Generation).Select(factor => (Set: set.Name, factor)))
            .GroupBy(one => one.factor.Key.Split(':')[^1]).ToDictionary(group => group.Key, group => group.First());
        return GenerationTable.Read(text, zone, fuels.ToDictionary(fuel => fuel.Key, fuel => fuel.Value.factor.Gwp.TotalKg * 1000), string.Join(", ", fuels.Values.Select(fuel => fuel.Set).Distinct()));
    }

    /// <summary>A time that is there already, of the same zone and kind: two sources cannot both be true.</summary>
    async Task<Refusal?> Overlap(CarbonReading reading)
    {
        foreach (var series in reading.Series)
        {
            var there = (await database.List<(long Start, long End, string Source)>(
                """
                select carbon_slot.start_ms, carbon_slot.end_ms, carbon_series.source from carbon_slot join carbon_series on carbon_series.id = carbon_slot.series_id
                where carbon_slot.zone = @Zone and carbon_slot.signal = @signal and carbon_slot.end_ms > @FromMs and carbon_slot.start_ms < @ToMs order by carbon_slot.start_ms
                """, new { series.Zone, signal = Word.Of(series.Signal), series.FromMs, series.ToMs })).ToList();
            var at = 0;
            foreach (var slot in series.Slots)
            {
                while (at < there.Count && there[at].End <= slot.StartMs)
                    at++;
                if (at < there.Count && there[at].Start < slot.EndMs)
                    return Refusal.Conflict("overlap",
                        $"Row {slot.Row}: {series.Zone} at {Instants.At(slot.StartMs):yyyy-MM-dd HH:mm'Z'} is there already, from {there[at].Source}. Remove that series first, or leave its time out of the file.");
            }
        }
        return null;
    }

    static bool Time(string text, out long ms)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at);
        ms = at.ToUnixTimeMilliseconds();
        return read;
    }

    sealed record SeriesRow
    {
        public string Id { get; init; } = "";
        public string Zone { get; init; } = "";
        public string Signal { get; init; } = "";
        public string Source { get; init; } = "";
        public long FromMs { get; init; }
        public long ToMs { get; init; }
        public long Slots { get; init; }
        public string Faults { get; init; } = "[]";
        public string ImportedBy { get; init; } = "";
        public long ImportedAtMs { get; init; }
    }
}
