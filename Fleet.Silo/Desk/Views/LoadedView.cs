namespace Fleet.Silo.Desk.Views;

/// <summary>A lot on a machine's tool.</summary>
public sealed record LoadedView(string LotId, int Tool, string Material, string Colour, double RemainingGrams);
