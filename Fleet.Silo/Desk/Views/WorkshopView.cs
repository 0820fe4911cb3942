namespace Fleet.Silo.Desk.Views;

/// <summary>A place with machines, people, opening hours and an electricity supply.</summary>
/// <param name="PlansWith">Id of the workshop that keeps its plan; its own id when that is itself.</param>
/// <param name="Machines">How many stand there.</param>
public sealed record WorkshopView(string Id, string Name, string TimeZone, string PlansWith, int Machines);
