namespace Fleet.Web.Components.Views;

public sealed record PersonView(string Id, string Name, string Role, DateTimeOffset CreatedAt);
