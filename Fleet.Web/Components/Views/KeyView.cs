namespace Fleet.Web.Components.Views;

public sealed record KeyView(string Id, string Name, string Role, string Owner, DateTimeOffset CreatedAt);
