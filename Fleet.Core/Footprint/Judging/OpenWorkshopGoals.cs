namespace Fleet.Core.Footprint.Judging;

/// <summary>
/// Goals and potentials that open workshops named themselves (COWERK, after Lange, Domann and Häfele 2016). Tags for workshops and jobs;
/// none is better than another.
/// </summary>
public static class OpenWorkshopGoals
{
    public static IReadOnlyList<string> Goals { get; } =
    [
        "knowledgeExchange", "helpToSelfHelp", "teachMachines", "sustainableDevelopment", "creativeSpace", "ecologicalAwareness", "community",
        "supportDisadvantaged", "alternativesToCapitalism", "prototypes", "interculturalExchange", "localProduction", "startUps", "workWithCompanies",
        "commercialServices",
    ];

    public static IReadOnlyList<string> Potentials { get; } =
        ["cooperation", "conviviality", "ideas", "businessModels", "stem", "sufficiency", "regionalSupport", "knowledgeTransfer"];

    /// <summary>On the axis between open processes and the market.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["openProcess", "tradingZone", "market"];
}
