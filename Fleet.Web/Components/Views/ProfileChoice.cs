namespace Fleet.Web.Components.Views;

public sealed record ProfileChoice(string Id, string Name, string Kind);
