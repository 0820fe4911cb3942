namespace Fleet.Agent.Meters;

/// <summary>
/// The machine's own report: a sensor that Moonraker knows, <c>http://printer:7125/SENSOR#energy;unit=kWh;power=power</c>. It is as good as
/// the meter that feeds the sensor; firmware without one has nothing to report.
/// </summary>
public sealed class MoonrakerMeter(MeterAddress address) : HttpMeter(address, signIn: false)
{
    public override async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var unit = Address.Options.GetValueOrDefault("unit", "kWh");
        if (Units.ToWh(unit) is not { } toWh)
            return MeterAnswer.Failed($"'{unit}' is no unit of energy. Write unit=Wh or kWh behind the # of the address.");
        var (counter, power) = (Address.Pick.Length > 0 ? Address.Pick : "energy", Address.Options.GetValueOrDefault("power", "power"));
        return await GetJson($"server/sensors/info?sensor={Uri.EscapeDataString(Address.Path)}",
            root => Pick(root, $"result.values.{counter}", toWh, $"result.values.{power}"), $"the value {counter} of sensor {Address.Path}", cancellation);
    }
}
