using Fleet.Core.Footprint;
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
        };
        await database.Execute(
            """
            insert into lot (id, workshop_id, material, colour, name, density_g_per_cm3, diameter_mm, opening_g, created_at_ms, version)
            values (@Id, @WorkshopId, @Material, @Colour, @Name, @DensityGPerCm3, @DiameterMm, @OpeningG, @CreatedAtMs, @Version)
            """, row);
        _lot = row;
    }

    public async Task Load(string? machineId, int tool)
    {
        if (_lot is null)
            return;
        var next = _lot with { MachineId = machineId, Tool = tool, Version = _lot.Version + 1 };
        try
        {
            await database.Write(async transaction =>
            {
                // The tool holds one lot: whoever was there is taken off, and its version moves so that its grain reads again.
                await transaction.Execute(
                    "update lot set machine_id = null, version = version + 1 where machine_id = @MachineId and tool = @Tool and id <> @Id", next);
                var touched = await transaction.Execute(
                    "update lot set machine_id = @MachineId, tool = @Tool, version = @Version where id = @Id and version = @Version - 1", next);
                return touched == 1 ? true : throw new StaleRowException("lot", Id);
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
}
