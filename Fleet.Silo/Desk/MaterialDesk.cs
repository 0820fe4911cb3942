using Fleet.Core.Footprint;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Grains;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Records lots of material, where they are loaded and what a scale says of them.</summary>
public sealed class MaterialDesk(IDatabase database, IGrainFactory grains, TimeProvider time)
{
    const double MostGrams = 1_000_000;

    public async Task<IReadOnlyList<LotView>> List() =>
        [.. (await database.List<LotSum>(Lots + " group by lot.id order by lot.created_at_ms desc")).Select(lot => lot.ToView())];

    public async Task<LotView?> Find(string lotId) =>
        (await database.Find<LotSum>(Lots + " where lot.id = @lotId group by lot.id", new { lotId }))?.ToView();

    public async Task<Answer<LotView>> Add(LotRequest request, Visitor visitor, string workshopId = Workshops.TheOne)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators record material.");
        if (request.Material?.Trim() is not { Length: > 0 and <= 40 } material)
            return Refusal.Invalid("material", "Say what it is, for instance PLA or PETG.");
        if (request.Grams is not (> 0 and <= MostGrams))
            return Refusal.Invalid("grams", "grams is what is on it now without the spool, above 0.");
        if (request.DensityGPerCm3 is { } density && !(density is > 0.1 and < 25))
            return Refusal.Invalid("density", $"A density of {density} g/cm³ cannot be. Plastics are near 1, leave it empty if you do not know.");
        if (request.DiameterMm is { } diameter && !(diameter is > 0.5 and < 5))
            return Refusal.Invalid("diameter", $"A filament of {diameter} mm cannot be. 1.75 and 2.85 are common.");
        if (request.MachineId is { } machineId && await MachineMissing(machineId) is { } missing)
            return missing;
        var id = Ids.New(time);
        var lot = grains.GetGrain<ILotGrain>(id);
        await lot.Create(new(workshopId, material, request.Colour?.Trim() ?? "", request.Name?.Trim() ?? "",
            request.DensityGPerCm3 ?? Filament.TypicalDensityGPerCm3(material) ?? Filament.DefaultDensityGPerCm3, request.DiameterMm ?? 1.75, request.Grams.Value));
        if (request.MachineId is not null)
            await Load(id, request.MachineId, request.Tool ?? 0, visitor);
        return (await Find(id))!;
    }

    /// <param name="machineId">Null: takes it off.</param>
    public async Task<Answer<LotView>> Load(string lotId, string? machineId, int tool, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot change what is loaded.");
        if (await Find(lotId) is null)
            return Refusal.NotFound("lot", lotId);
        if (machineId is not null && await MachineMissing(machineId) is { } missing)
            return missing;
        if (tool is < 0 or > 31)
            return Refusal.Invalid("tool", $"Tool {tool} is outside 0 to 31.");
        await grains.GetGrain<ILotGrain>(lotId).Load(machineId, tool);
        await grains.GetGrain<IWorkshopGrain>(Workshops.TheOne).Kick();
        return (await Find(lotId))!;
    }

    public async Task<Answer<LotView>> Weigh(string lotId, double? remainingGrams, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot book weighings.");
        if (remainingGrams is not (>= 0 and <= MostGrams))
            return Refusal.Invalid("grams", "remainingGrams is what the scale shows without the spool, 0 or more.");
        if (await Find(lotId) is null)
            return Refusal.NotFound("lot", lotId);
        await grains.GetGrain<ILotGrain>(lotId).Weigh(remainingGrams.Value, visitor.Name);
        return (await Find(lotId))!;
    }

    async Task<Refusal?> MachineMissing(string machineId) =>
        await database.Find<string>("select id from machine where id = @machineId", new { machineId }) is null ? Refusal.NotFound("machine", machineId) : null;

    const string Lots =
        """
        select lot.*, coalesce(sum(case when material_booking.kind = 'use' then material_booking.mass_g end), 0.0) as used_g,
            coalesce(sum(case when material_booking.kind = 'unexplained' then material_booking.mass_g end), 0.0) as unexplained_g
        from lot left join material_booking on material_booking.lot_id = lot.id
        """;

    sealed record LotSum
    {
        public string Id { get; init; } = "";
        public string Material { get; init; } = "";
        public string Colour { get; init; } = "";
        public string Name { get; init; } = "";
        public double DensityGPerCm3 { get; init; }
        public double DiameterMm { get; init; }
        public double OpeningG { get; init; }
        public string? MachineId { get; init; }
        public long Tool { get; init; }
        public long CreatedAtMs { get; init; }
        public double UsedG { get; init; }
        public double UnexplainedG { get; init; }

        public LotView ToView() => new(Id, Material, Colour, Name, DensityGPerCm3, DiameterMm, OpeningG, UsedG, UnexplainedG,
            OpeningG - UsedG - UnexplainedG, MachineId, (int)Tool, Instants.At(CreatedAtMs));
    }
}
