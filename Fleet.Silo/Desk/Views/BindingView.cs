namespace Fleet.Silo.Desk.Views;

/// <param name="To">Null: until now.</param>
public sealed record BindingView(string MachineId, string MachineName, DateTimeOffset From, DateTimeOffset? To);
