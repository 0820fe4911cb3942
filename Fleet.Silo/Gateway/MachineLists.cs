using Fleet.Silo.Profiles;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Gateway;

/// <summary>Which machines live at an agent, with all that it needs to drive and meter them.</summary>
public sealed class MachineLists(IDatabase database, ProfileCatalogue profiles)
{
    public async Task<MachineList> For(string agentId)
    {
        var machines = await database.List<MachineRow>("select * from machine where agent_id = @agentId", new { agentId });
        var meters = (await database.List<BoundMeterRow>(
            """
            select meter.id, meter.kind, meter.address, meter.period_s, meter_binding.machine_id
            from meter join meter_binding on meter_binding.meter_id = meter.id join machine on machine.id = meter_binding.machine_id
            where machine.agent_id = @agentId and meter_binding.to_ms is null and meter.agent_id is null and meter.retired_at_ms is null
            """, new { agentId })).ToLookup(meter => meter.MachineId);
        var list = new MachineList();
        foreach (var machine in machines)
        {
            if (profiles.Yaml(machine.ProfileId) is not { } yaml)
                continue;
            list.Machines.Add(new MachineSetup
            {
                MachineId = machine.Id, ProfileYaml = yaml, LinkAddress = machine.LinkAddress, Baud = (uint)machine.Baud,
                Meters =
                {
                    meters[machine.Id].Select(Setup),
                },
            });
        }
        foreach (var meter in await database.List<BoundMeterRow>(
            "select id, kind, address, period_s from meter where agent_id = @agentId and retired_at_ms is null order by id", new { agentId }))
            list.Meters.Add(Setup(meter));
        return list;
    }

    static MeterSetup Setup(BoundMeterRow meter) =>
        new() { MeterId = meter.Id, Kind = meter.Kind, Address = meter.Address, PeriodSeconds = (uint)meter.PeriodS };

    sealed record BoundMeterRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Address { get; init; } = "";
        public long PeriodS { get; init; }
        public string MachineId { get; init; } = "";
    }
}
