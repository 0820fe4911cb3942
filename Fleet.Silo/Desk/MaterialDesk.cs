using Fleet.Core.Footprint;
using Fleet.Core.Material;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Grains;
using Fleet.Silo.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Records lots of material, where they are loaded and what a scale says of them.</summary>
public sealed class MaterialDesk(IDatabase database, IGrainFactory grains, Plans plans, TimeProvider time)
{
    const double MostGrams = 1_000_000;

    public async Task<IReadOnlyList<LotView>> List() =>
        [.. (await database.List<LotSum>(Lots + " group by lot.id order by lot.created_at_ms desc")).Select(lot => lot.ToView())];

    public async Task<LotView?> Find(string lotId) =>
        (await database.Find<LotSum>(Lots + " where lot.id = @lotId group by lot.id", new { lotId }))?.ToView();

    public async Task<Answer<LotView>> Add(LotRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators record material.");
        if (request.Material?.Trim() is not { Length: > 0 and <= 40 } material)
            return Refusal.Invalid("material", "Say what it is, for instance PLA or PETG.");
        if (request.Form is not (null or "filament" or "sheet" or "blank"))
            return Refusal.Invalid("form", $"'{request.Form}' is no form of material. Known are filament, sheet and blank.");
        var sheet = request.Form is "sheet" or "blank" ? new Sheet(request.LengthMm ?? 0, request.WidthMm ?? 0, request.ThicknessMm ?? 0) : null;
        if (sheet?.Fault() is { } sheetFault)
            return Refusal.Invalid("measures", sheetFault);
        if (sheet is null && request.Grams is not (> 0 and <= MostGrams))
            return Refusal.Invalid("grams", "grams is what is on it now without the spool, above 0.");
        if (sheet is not null && request.DensityGPerCm3 is null && request.Grams is null && Sheet.TypicalDensityGPerCm3(material) is null)
            return Refusal.Invalid("density", $"How dense {material} is, is not known here. Weigh the sheet (grams), or name its density in g/cm³.");
        if (request.DensityGPerCm3 is { } density && !(density is > 0.1 and < 25))
            return Refusal.Invalid("density", $"A density of {density} g/cm³ cannot be. Plastics are near 1, leave it empty if you do not know.");
        if (request.DiameterMm is { } diameter && !(diameter is > 0.5 and < 5))
            return Refusal.Invalid("diameter", $"A filament of {diameter} mm cannot be. 1.75 and 2.85 are common.");
        if (request.MachineId is { } machineId && await MachineMissing(machineId) is { } missing)
            return missing;
        var workshopId = request.Workshop ?? Workshops.TheOne;
        if (await Workshops.Unknown(database, workshopId) is { } unknown)
            return unknown;
        var id = Ids.New(time);
        var lot = grains.GetGrain<ILotGrain>(id);
        // A sheet that was weighed tells its own density.
        var densityOf = request.DensityGPerCm3 ?? (sheet is null ? Filament.TypicalDensityGPerCm3(material) ?? Filament.DefaultDensityGPerCm3
            : request.Grams is { } weighed ? weighed / sheet.VolumeMm3 * 1000 : Sheet.TypicalDensityGPerCm3(material)!.Value);
        await lot.Create(new(workshopId, material, request.Colour?.Trim() ?? "", request.Name?.Trim() ?? "", densityOf, sheet is null ? request.DiameterMm ?? 1.75 : 0,
            request.Grams ?? sheet!.MassG(densityOf), request.Form ?? "filament", sheet?.LengthMm, sheet?.WidthMm, sheet?.ThicknessMm));
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
        await plans.KickAll();
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

    /// <summary>A sheet was cut: parts are used, offcuts become lots, the rest stays or is scrap.</summary>
    public async Task<Answer<LotView>> Cut(string lotId, CutRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot book what was cut.");
        if (await Find(lotId) is not { } lot)
            return Refusal.NotFound("lot", lotId);
        if (lot.Form == "filament" || lot.ThicknessMm is not { } thicknessMm)
            return Refusal.Invalid("form", $"{lot.Material} on a spool is not cut; it is weighed. Record a sheet to cut from it.");
        CutSize[] parts = [.. request.Parts ?? []], offcuts = [.. request.Offcuts ?? []];
        if (parts.Concat(offcuts).FirstOrDefault(size => size.Mm2 is null) is not null || offcuts.Any(size => size.LengthMm is null || size.WidthMm is null))
            return Refusal.Invalid("measures", "Each part needs lengthMm and widthMm, or areaMm2; each offcut needs lengthMm and widthMm. All above 0.");
        if (parts.Length + offcuts.Length == 0)
            return Refusal.Invalid("pieces", "Say what was cut out of it: parts, offcuts, or both.");
        ScrapRoute? route = request.Route is null ? null : Word.Read<ScrapRoute>(request.Route);
        if (request.Route is not null && route is null)
            return Refusal.Invalid("route", $"'{request.Route}' is no route. Known are {string.Join(", ", Word.All<ScrapRoute>())}.");
        double Grams(CutSize size) => size.Mm2!.Value * thicknessMm / 1000 * lot.DensityGPerCm3;
        var whole = new Sheet(lot.LengthMm ?? 0, lot.WidthMm ?? 0, thicknessMm);
        if (offcuts.FirstOrDefault(size => !whole.Holds(new(size.LengthMm!.Value, size.WidthMm!.Value, thicknessMm))) is { } tooLarge)
            return Refusal.Invalid("measures", $"An offcut of {tooLarge.LengthMm} × {tooLarge.WidthMm} mm does not come out of {whole.LengthMm} × {whole.WidthMm} mm. Check the measures.");
        CutPiece[] pieces = [.. parts.Select(size => new CutPiece("use", Grams(size), Said(size))), .. offcuts.Select(size => new CutPiece("moved", Grams(size), Said(size)))];
        if (await grains.GetGrain<ILotGrain>(lotId).Cut(pieces, route, request.RunId, !request.KeepRest, visitor.Name) is { } refused)
            return Refusal.Conflict("tooMuch", refused);
        foreach (var size in offcuts)
            for (var number = 0; number < size.Count; number++)
                await grains.GetGrain<ILotGrain>(Ids.New(time)).Create(new(lot.Workshop, lot.Material, lot.Colour, $"{(lot.Name.Length > 0 ? lot.Name : lot.Material)} {size.LengthMm:0}×{size.WidthMm:0}",
                    lot.DensityGPerCm3, 0, Grams(size with { Count = 1 }), lot.Form, size.LengthMm, size.WidthMm, thicknessMm, lotId));
        return (await Find(lotId))!;
    }

    /// <summary>Says where the scrap of a run goes; all kinds, or one.</summary>
    public async Task<Answer<IReadOnlyList<ScrapView>>> Route(string runId, string? kind, string? route, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot say where scrap goes.");
        if (Word.Read<ScrapRoute>(route) is not { } way)
            return Refusal.Invalid("route", $"'{route}' is no route. Known are {string.Join(", ", Word.All<ScrapRoute>())}.");
        if (kind is not null && Word.Read<ScrapKind>(kind) is null)
            return Refusal.Invalid("kind", $"'{kind}' is no kind of scrap. Known are {string.Join(", ", Word.All<ScrapKind>())}.");
        var booked = (await Scrap(runId)).Where(row => kind is null || row.Kind == kind).ToList();
        if (booked.Count == 0)
            return Refusal.NotFound(kind is null ? "scrap of run" : $"{kind} of run", runId);
        foreach (var (lot, which) in booked.Select(row => (row.LotId ?? $"none:{row.MachineId}", row.Kind)).Distinct())
            await grains.GetGrain<ILotGrain>(lot).Route(runId, Word.Known<ScrapKind>(which), way, visitor.Name);
        return (await Scrap(runId)).ToList();
    }

    /// <summary>What of a run's material is in no good part.</summary>
    public Task<IReadOnlyList<ScrapView>> Scrap(string runId) => database.List<ScrapView>(
        """
        select lot_id, machine_id, scrap_kind as kind, route, sum(mass_g) as mass_grams from material_booking
        where run_id = @runId and kind = 'scrap' group by lot_id, machine_id, scrap_kind, route having abs(sum(mass_g)) > 0.000001 order by scrap_kind
        """, new { runId });

    static string Said(CutSize size) => size.AreaMm2 is { } area ? $"{size.Count} × {area:0} mm²" : $"{size.Count} × {size.LengthMm:0} × {size.WidthMm:0} mm";

    async Task<Refusal?> MachineMissing(string machineId) =>
        await database.Find<string>("select id from machine where id = @machineId", new { machineId }) is null ? Refusal.NotFound("machine", machineId) : null;

    const string Lots =
        """
        select lot.*, coalesce(sum(case when material_booking.kind = 'use' then material_booking.mass_g end), 0.0) as used_g,
            coalesce(sum(case when material_booking.kind = 'unexplained' then material_booking.mass_g end), 0.0) as unexplained_g,
            coalesce(sum(case when material_booking.kind = 'scrap' then material_booking.mass_g end), 0.0) as scrap_g,
            coalesce(sum(case when material_booking.kind = 'moved' then material_booking.mass_g end), 0.0) as moved_g
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
        public double ScrapG { get; init; }
        public double MovedG { get; init; }
        public string WorkshopId { get; init; } = "";
        public string Form { get; init; } = "";
        public double? LengthMm { get; init; }
        public double? WidthMm { get; init; }
        public double? ThicknessMm { get; init; }
        public string? CutFrom { get; init; }

        public LotView ToView() => new(Id, Material, Colour, Name, DensityGPerCm3, DiameterMm, OpeningG, UsedG, UnexplainedG,
            new MaterialBalance(OpeningG, UsedG, ScrapG, MovedG, UnexplainedG).ClosingG, MachineId, (int)Tool, Instants.At(CreatedAtMs))
        {
            ScrapGrams = ScrapG, MovedGrams = MovedG, Form = Form, LengthMm = LengthMm, WidthMm = WidthMm, ThicknessMm = ThicknessMm, CutFrom = CutFrom,
            Workshop = WorkshopId,
        };
    }
}
