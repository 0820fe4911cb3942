namespace Fleet.Silo.Desk;

/// <summary>What the workshops are called, first the one that every installation begins with, then by name.</summary>
public sealed class WorkshopNames
{
    readonly Dictionary<string, string> _names;

    WorkshopNames(IReadOnlyList<(string Id, string Name)> all) => (All, _names) = (all, all.ToDictionary(workshop => workshop.Id, workshop => workshop.Name));

    public IReadOnlyList<(string Id, string Name)> All { get; }

    public bool AreSeveral => All.Count > 1;

    /// <summary>The title of what is told about all of them.</summary>
    public string Together => string.Join(", ", All.Select(workshop => workshop.Name));

    public static async Task<WorkshopNames> Read(IDatabase database, CancellationToken cancellation = default) => new(
        await database.List<(string Id, string Name)>("select id, name from workshop order by case when id = @one then 0 else 1 end, name, id", new { one = Workshops.TheOne }, cancellation));

    /// <param name="workshopId">Null: <see cref="Workshops.TheOne"/>. What has no name is called by its id.</param>
    public string Of(string? workshopId) => _names.GetValueOrDefault(workshopId ?? Workshops.TheOne, workshopId ?? Workshops.TheOne);

    /// <summary>Null when there is such a workshop.</summary>
    public Refusal? Unknown(string workshopId) => _names.ContainsKey(workshopId) ? null
        : Refusal.Invalid("workshop", $"'{workshopId}' is no workshop. Known are {string.Join(", ", All.Select(workshop => $"{workshop.Id} ({workshop.Name})"))}.");
}
