using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Silo.Planning;

/// <summary>A workshop with what it has agreed on.</summary>
public sealed record RuledWorkshop(string Id, string Name, WorkshopRules Rules, TimeZoneInfo Zone)
{
    /// <summary>The rules as somebody wrote them.</summary>
    public string Yaml { get; init; } = "";

    public static Transport Transport(IEnumerable<RuledWorkshop> workshops) => new(workshops.ToDictionary(workshop => workshop.Id, workshop => workshop.Rules));

    /// <summary>Where the parts of each workshop's jobs can be made, by the workshop's id; empty when there is only one.</summary>
    public static IReadOnlyDictionary<string, Destination> Destinations(IReadOnlyList<RuledWorkshop> workshops)
    {
        var transport = Transport(workshops);
        return workshops.Count < 2 ? new Dictionary<string, Destination>()
            : workshops.ToDictionary(workshop => workshop.Id, workshop => new Destination(workshop.Id, workshop.Name, transport.From(workshop.Id)));
    }
}
