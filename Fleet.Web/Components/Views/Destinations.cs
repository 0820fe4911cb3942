namespace Fleet.Web.Components.Views;

/// <param name="Machines">Id and name.</param>
public sealed record Destinations(IReadOnlyList<KeyValuePair<string, string>> Machines, IReadOnlyList<string> Groups);
