using System.Globalization;
using Fleet.Silo.Ledger;
using Fleet.Web.Accounts;
using Fleet.Web.Components.Views;
using Microsoft.AspNetCore.Components.Authorization;

namespace Fleet.Web.Components;

/// <summary>What the page of the meters shows and changes.</summary>
public sealed class MeterActs(MeterDesk meters, PeripheralDesk peripherals, MachineDesk machines, BookCheck check, AuthenticationStateProvider people)
{
    public Task<IReadOnlyList<MeterSheetView>> List() => meters.List();

    public Task<IReadOnlyList<FoundMeterView>> Found() => meters.Found();

    public Task<BookReport?> Books() => check.Newest();

    /// <summary>What can be behind a meter: machines, then peripherals. Id and name.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> Loads() =>
        [.. (await machines.List()).Select(machine => KeyValuePair.Create(machine.Id, machine.Name)), .. (await peripherals.List()).Select(one => KeyValuePair.Create(one.Id, one.Name))];

    public async Task<DeskAnswer> Attach(NewMeter meter)
    {
        var answer = await meters.Attach(new(meter.Name, meter.Kind, meter.Address, meter.Circuit, meter.AgentId.Length > 0 ? meter.AgentId : null,
            [.. meter.Machines], ResetsDaily: meter.ResetsDaily), await Visitor());
        return answer.Refusal is { } refusal ? new(false, refusal.Sentence) : new(true, answer.Value!.Name);
    }

    /// <param name="at">As a browser's field for date and time says it, in the workshop's zone; empty: now.</param>
    public async Task<DeskAnswer> Bind(string meterId, string machineId, bool away, string at, TimeZoneInfo zone)
    {
        DateTimeOffset? when = DateTime.TryParse(at, CultureInfo.InvariantCulture, out var local) ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : null;
        var answer = await meters.Bind(meterId, new(machineId, when, away), await Visitor());
        return answer.Refusal is { } refusal ? new(false, refusal.Sentence) : new(true, answer.Value!.Name);
    }

    async Task<Visitor> Visitor() => (await people.GetAuthenticationStateAsync()).User.ToVisitor();
}
