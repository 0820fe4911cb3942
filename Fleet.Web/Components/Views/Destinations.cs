namespace Fleet.Web.Components.Views;

/// <summary>What the upload form offers.</summary>
/// <param name="Machines">Id and name.</param>
/// <param name="Colours">Of the lots that are not used up.</param>
/// <param name="Assemblies">Names of things that more parts can join.</param>
/// <param name="Workshops">Id and name of where parts can be wanted.</param>
public sealed record Destinations(IReadOnlyList<KeyValuePair<string, string>> Machines, IReadOnlyList<string> Groups, IReadOnlyList<string> Colours, IReadOnlyList<string> Assemblies,
    IReadOnlyList<KeyValuePair<string, string>> Workshops);
