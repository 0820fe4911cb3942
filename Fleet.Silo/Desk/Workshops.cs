namespace Fleet.Silo.Desk;

public static class Workshops
{
    /// <summary>The workshop that every installation begins with.</summary>
    public const string TheOne = "workshop";

    /// <summary>What speaks against a workshop that somebody named; null when there is one of that id.</summary>
    public static async Task<Refusal?> Unknown(IDatabase database, string workshopId) => (await WorkshopNames.Read(database)).Unknown(workshopId);
}
