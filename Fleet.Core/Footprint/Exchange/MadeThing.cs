namespace Fleet.Core.Footprint.Exchange;

/// <summary>What is known of one finished part, for its passport and what is exported of it. Null is not known.</summary>
/// <param name="MassG">Of all attempts that led to it.</param>
/// <param name="EnergyWh">Of all attempts that led to it.</param>
/// <param name="Attempts">1: it succeeded at once.</param>
public sealed record MadeThing(
    string Title, string Workshop, string MachineClass, string Material, double? MassG, double? EnergyWh, int Attempts, string Purpose, DateOnly MadeOn,
    string Licence, string DesignUrl, string DocumentationUrl, IReadOnlyList<string> Keywords);
