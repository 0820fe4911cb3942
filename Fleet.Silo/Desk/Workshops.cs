namespace Fleet.Silo.Desk;

public static class Workshops
{
    /// <summary>The workshop that every installation begins with.</summary>
    public const string TheOne = "workshop";

    /// <summary>What speaks against a workshop that somebody named; null when there is one of that id.</summary>
    public static async Task<Refusal?> Unknown(IDatabase database, string workshopId)
    {
        var known = await database.List<string>("select id from workshop order by id");
        return known.Contains(workshopId) ? null : Refusal.Invalid("workshop", $"There is no workshop '{workshopId}'. Known are {string.Join(", ", known)}.");
    }
}
