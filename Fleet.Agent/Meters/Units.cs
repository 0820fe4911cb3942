namespace Fleet.Agent.Meters;

/// <summary>Units in which meters speak, as factors to Wh and W.</summary>
static class Units
{
    /// <returns>Null for a unit that is none of energy.</returns>
    public static double? ToWh(string? unit) => unit?.Trim() switch
    {
        "Wh" => 1,
        "mWh" => 0.001,
        "kWh" or "KWh" => 1000,
        "MWh" => 1e6,
        "Wmin" or "W·min" => 1 / 60.0,
        "Ws" or "J" => 1 / 3600.0,
        "kJ" => 1 / 3.6,
        "MJ" => 1000 / 3.6,
        _ => null,
    };

    /// <returns>Null for a unit that is none of power.</returns>
    public static double? ToW(string? unit) => unit?.Trim() switch
    {
        "W" => 1,
        "mW" => 0.001,
        "kW" => 1000,
        _ => null,
    };
}
