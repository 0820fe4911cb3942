namespace Fleet.Agent.Meters;

public static class MeterFactory
{
    /// <param name="kind">As in <c>MeterSetup.kind</c> of agent.proto.</param>
    public static IMeter Create(string kind, string address) => kind switch
    {
        "shelly-gen2" when Uri.TryCreate(address, UriKind.Absolute, out var uri) => new ShellyGen2Meter(uri),
        _ => new SilentMeter(),
    };
}
