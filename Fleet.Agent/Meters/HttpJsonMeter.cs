namespace Fleet.Agent.Meters;

/// <summary>
/// Any address that answers with JSON: <c>http://host/status#energy.total;unit=kWh;power=energy.power;powerUnit=W</c>. Energy gateways of
/// Modbus meters, inverters and self-built loggers speak so.
/// </summary>
public sealed class HttpJsonMeter(MeterAddress address) : HttpMeter(address)
{
    public override async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var (unit, powerUnit) = (Address.Options.GetValueOrDefault("unit", "Wh"), Address.Options.GetValueOrDefault("powerUnit", "W"));
        if (Units.ToWh(unit) is not { } toWh)
            return MeterAnswer.Failed($"'{unit}' is no unit of energy. Write unit=Wh, kWh, MWh, Wmin, J or MJ behind the # of the address.");
        if (Units.ToW(powerUnit) is not { } toW)
            return MeterAnswer.Failed($"'{powerUnit}' is no unit of power. Write powerUnit=W or kW behind the # of the address.");
        var power = Address.Options.GetValueOrDefault("power");
        return await GetJson(Address.Request, root => Pick(root, Address.Pick, toWh, power, toW), Address.Pick.Length > 0 ? $"a number at {Address.Pick}" : "a number", cancellation);
    }
}
