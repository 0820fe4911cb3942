using System.Data.Common;
using Fleet.Core.Footprint;
using Fleet.Core.Material;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>Owns one row of <c>lot</c> and the bookings on it. Opening − bookings = balance; bookings are never changed.</summary>
[GrainType("lot")]
public sealed class LotGrain(IDatabase database, TimeProvider time) : Grain, ILotGrain
{
    LotRow? _lot;

    string Id => this.GetPrimaryKeyString();

    bool IsUnrecorded => Id.StartsWith("none:", StringComparison.Ordinal);

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _lot = IsUnrecorded ? null : await database.Find<LotRow>("select * from lot where id = @Id", new { Id }, cancellationToken);

    public async Task Create(NewLot lot)
    {
        var row = new LotRow
        {
            Id = Id, WorkshopId = lot.WorkshopId, Material = lot.Material, Colour = lot.Colour, Name = lot.Name,
            DensityGPerCm3 = lot.DensityGPerCm3, DiameterMm = lot.DiameterMm, OpeningG = lot.OpeningG, CreatedAtMs = time.NowMs(), Version = 1,
            Form = lot.Form, LengthMm = lot.LengthMm, WidthMm = lot.WidthMm, ThicknessMm = lot.ThicknessMm, CutFrom = lot.CutFrom,
        };
        await database.Execute(
            """
            insert into lot (id, workshop_id, material, colour, name, density_g_per_cm3, diameter_mm, opening_g, created_at_ms, form, length_mm,
                width_mm, thickness_mm, cut_from, version)
            values (@Id, @WorkshopId, @Material, @Colour, @Name, @DensityGPerCm3, @DiameterMm, @OpeningG, @CreatedAtMs, @Form, @LengthMm,
                @WidthMm, @ThicknessMm, @CutFrom, @Version)
            """, row);
        _lot = row;
    }

    public async Task Load(string? machineId, int tool)
    {
        if (_lot is null)
            return;
        // What is on a machine lies where the machine stands.
        var workshopId = machineId is null ? null : await database.Find<string>("select workshop_id from machine where id = @machineId", new { machineId });
        var next = _lot with { MachineId = machineId, Tool = tool, WorkshopId = workshopId ?? _lot.WorkshopId, Version = _lot.Version + 1 };
        try
        {
            await database.Write(async transaction =>
            {
                // The tool holds one lot: whoever was there is taken off, and its version moves so that its grain reads again.
                await transaction.Execute(
                    "update lot set machine_id = null, version = version + 1 where machine_id = @MachineId and tool = @Tool and id <> @Id", next);
                var touched = await transaction.Execute(
                    "update lot set machine_id = @MachineId, tool = @Tool, workshop_id = @WorkshopId, version = @Version where id = @Id and version = @Version - 1", next);
                if (touched != 1)
                    throw new StaleRowException("lot", Id);
                // Who was where and when: the book that late facts are looked up in.
                var load = new { Id, next.MachineId, next.Tool, now = time.NowMs() };
                await transaction.Execute("update lot_load set to_ms = @now where to_ms is null and (lot_id = @Id or (machine_id = @MachineId and tool = @Tool))", load);
                if (machineId is not null)
                    await transaction.Execute("insert into lot_load (lot_id, machine_id, tool, from_ms) values (@Id, @MachineId, @Tool, @now)", load);
                return true;
            });
        }
        catch (StaleRowException)
        {
            DeactivateOnIdle();
            throw;
        }
        _lot = next;
    }

    public Task Use(string agentId, string epoch, MaterialFact[] facts) =>
        database.Write(async transaction =>
        {
            foreach (var fact in facts)
            {
                var material = _lot?.Material ?? fact.Material;
                var known = _lot?.DensityGPerCm3 ?? Filament.TypicalDensityGPerCm3(fact.Material);
                var massG = Filament.MassG(fact.LengthMm, _lot?.DiameterMm ?? fact.DiameterMm, known ?? Filament.DefaultDensityGPerCm3);
                await transaction.Execute(
                    """
                    insert into material_booking (agent_id, epoch, sequence, id, lot_id, run_id, machine_id, tool, kind, material,
                        length_mm, mass_g, basis, at_ms)
                    values (@agentId, @epoch, @Sequence, @id, @lotId, @RunId, @MachineId, @Tool, 'use', @material, @LengthMm, @massG, @basis, @AtMs)
                    on conflict do nothing
                    """,
                    new
                    {
                        agentId, epoch, fact.Sequence, id = Ids.New(time), lotId = _lot?.Id, fact.RunId, fact.MachineId, fact.Tool, material,
                        fact.LengthMm, massG, basis = _lot is not null ? "lotDensity" : known is not null ? "typicalDensity" : "assumedDensity",
                        fact.AtMs,
                    });
            }
            return true;
        });

    public Task Sort(string runId, int tool, ScrapShare[] scrap) => database.Write(async transaction =>
    {
        var booked = await transaction.List<BookedSum>(
            """
            select kind, scrap_kind, route, machine_id, material, basis, max(at_ms) as at_ms, sum(length_mm) as length_mm, sum(mass_g) as mass_g
            from material_booking where run_id = @runId and tool = @tool and (lot_id = @lotId or (lot_id is null and @lotId is null))
            group by kind, scrap_kind, route, machine_id, material, basis
            """, new { runId, tool, lotId = _lot?.Id });
        if (booked.FirstOrDefault(sum => sum.Kind == "use") is not { } used)
            return false;
        foreach (var kind in scrap.Select(share => Word.Of(share.Kind)).Union(booked.Select(sum => sum.ScrapKind).OfType<string>()))
        {
            var (isMm, isG) = (booked.Where(sum => sum.ScrapKind == kind).Sum(sum => sum.LengthMm), booked.Where(sum => sum.ScrapKind == kind).Sum(sum => sum.MassG));
            var wanted = scrap.FirstOrDefault(share => Word.Of(share.Kind) == kind);
            var (moreMm, moreG) = ((wanted?.LengthMm ?? 0) - isMm, (wanted?.MassG ?? 0) - isG);
            if (Math.Abs(moreG) < 1e-6)
                continue;
            var route = booked.FirstOrDefault(sum => sum.ScrapKind == kind)?.Route;
            var row = used with { LengthMm = moreMm, MassG = moreG };
            await Book(transaction, runId, tool, row with { LengthMm = -moreMm, MassG = -moreG }, "use", null, null, null);
            await Book(transaction, runId, tool, row, "scrap", kind, route, null);
        }
        return true;
    });

    public Task<double> Route(string runId, ScrapKind kind, ScrapRoute route, string by) => database.Write(async transaction =>
    {
        var (word, to) = (Word.Of(kind), Word.Of(route));
        var booked = await transaction.List<BookedSum>(
            """
            select kind, scrap_kind, route, machine_id, material, basis, tool, max(at_ms) as at_ms, sum(length_mm) as length_mm, sum(mass_g) as mass_g
            from material_booking where run_id = @runId and kind = 'scrap' and scrap_kind = @word and (lot_id = @lotId or (lot_id is null and @lotId is null))
            group by kind, scrap_kind, route, machine_id, material, basis, tool
            """, new { runId, word, lotId = _lot?.Id });
        foreach (var sum in booked.Where(sum => sum.Route != to && Math.Abs(sum.MassG) > 1e-9))
        {
            await Book(transaction, runId, (int)sum.Tool, sum with { LengthMm = -sum.LengthMm, MassG = -sum.MassG }, "scrap", word, sum.Route, by);
            await Book(transaction, runId, (int)sum.Tool, sum, "scrap", word, to, by);
        }
        return booked.Sum(sum => sum.MassG);
    });

    public Task Mill(string runId, string machineId, double swarfG, double restG) => database.Write(async transaction =>
    {
        if (_lot is not { } lot || await transaction.Find<long>("select count(*) from material_booking where run_id = @runId and lot_id = @Id and basis = 'milled'", new { runId, lot.Id }) > 0)
            return false;
        var sum = new BookedSum { MachineId = machineId, Material = lot.Material, Basis = "milled", AtMs = time.NowMs(), MassG = swarfG };
        await Book(transaction, runId, 0, sum, "scrap", Word.Of(ScrapKind.Swarf), null, null);
        if (restG > 0)
            await Book(transaction, runId, 0, sum with { MassG = restG }, "use", null, null, null);
        return true;
    });

    public Task<string?> Cut(CutPiece[] pieces, ScrapRoute? route, string? runId, bool usesUp, string by) => database.Write<string?>(async transaction =>
    {
        if (_lot is not { } lot)
            return "There is no such lot.";
        var leftG = lot.OpeningG - (await transaction.Find<double?>("select sum(mass_g) from material_booking where lot_id = @Id", lot) ?? 0);
        var cutG = pieces.Sum(piece => piece.MassG);
        if (cutG > leftG + 0.5)
            return $"The pieces weigh {cutG:0.#} g by their measures, only {leftG:0.#} g are left of it. Check the measures.";
        var all = usesUp && leftG - cutG > 1e-9 ? pieces.Append(new("scrap", leftG - cutG, "")) : pieces;
        foreach (var piece in all)
            await Book(transaction, runId, 0, new() { Material = lot.Material, Basis = "measured", AtMs = time.NowMs(), MassG = piece.MassG },
                piece.Kind, piece.Kind == "scrap" ? Word.Of(ScrapKind.Offcut) : null, piece.Kind == "scrap" && route is { } way ? Word.Of(way) : null, $"{by}: {piece.Note}");
        return null;
    });

    async Task Book(DbTransaction transaction, string? runId, int tool, BookedSum sum, string kind, string? scrapKind, string? route, string? note)
    {
        var id = Ids.New(time);
        await transaction.Execute(
            """
            insert into material_booking (agent_id, epoch, sequence, id, lot_id, run_id, machine_id, tool, kind, material, length_mm, mass_g, basis, at_ms,
                scrap_kind, route, note)
            values ('sorted', @id, 0, @id, @lotId, @runId, @MachineId, @tool, @kind, @Material, @LengthMm, @MassG, @Basis, @AtMs, @scrapKind, @route, @note)
            """, new { id, lotId = _lot?.Id, runId, sum.MachineId, tool, kind, sum.Material, sum.LengthMm, sum.MassG, sum.Basis, sum.AtMs, scrapKind, route, note });
    }

    public async Task<double> Weigh(double remainingG, string by)
    {
        if (_lot is null)
            return 0;
        var lot = _lot;
        return await database.Write(async transaction =>
        {
            var bookedG = await transaction.Find<double?>("select sum(mass_g) from material_booking where lot_id = @Id", lot) ?? 0;
            var unexplainedG = lot.OpeningG - bookedG - remainingG;
            var id = Ids.New(time);
            await transaction.Execute(
                """
                insert into material_booking (agent_id, epoch, sequence, id, lot_id, tool, kind, material, length_mm, mass_g, basis, at_ms)
                values (@by, @id, 0, @id, @lotId, 0, 'unexplained', @Material, 0, @unexplainedG, 'weighed', @now)
                """, new { by, id, lotId = lot.Id, lot.Material, unexplainedG, now = time.NowMs() });
            return unexplainedG;
        });
    }

    sealed record BookedSum
    {
        public string Kind { get; init; } = "";
        public string? ScrapKind { get; init; }
        public string? Route { get; init; }
        public string? MachineId { get; init; }
        public string Material { get; init; } = "";
        public string Basis { get; init; } = "";
        public long Tool { get; init; }
        public long AtMs { get; init; }
        public double LengthMm { get; init; }
        public double MassG { get; init; }
    }
}
