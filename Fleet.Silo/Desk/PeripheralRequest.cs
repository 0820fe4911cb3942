namespace Fleet.Silo.Desk;

/// <summary>An extraction, a dryer, a chiller: something that runs for machines.</summary>
/// <param name="Kind">extraction, dryer, chiller, compressor, washer, oven or other.</param>
/// <param name="RunningW">What it draws while it serves, W; used until a meter says better.</param>
/// <param name="RelativeUncertainty">Relative standard uncertainty of that; null: 0.3.</param>
/// <param name="RunsWhile">States of a machine in which it needs this: processing (the default), warmUp, idle, coolDown.</param>
/// <param name="Machines">Whom it serves.</param>
/// <param name="Workshop">Id of the workshop in which it stands; null: where the first of its machines does, else the first one.</param>
public sealed record PeripheralRequest(
    string? Name, string? Kind, double? RunningW, double? RelativeUncertainty = null, IReadOnlyList<string>? RunsWhile = null,
    IReadOnlyList<string>? Machines = null, DateTimeOffset? From = null, string? Workshop = null);
