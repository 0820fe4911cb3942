namespace Fleet.Web.Components.Views;

/// <param name="MachineId">Where it is loaded; null: on the shelf.</param>
public sealed record LotLine(string Id, string Name, string Material, string Colour, double? BalanceGrams, double OpeningGrams,
    string? MachineId, string? MachineName);
