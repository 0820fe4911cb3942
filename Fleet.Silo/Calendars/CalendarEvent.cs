namespace Fleet.Silo.Calendars;

/// <summary>One entry of a calendar that somebody subscribes to, in the words of RFC 5545.</summary>
/// <param name="Uid">The same for the same thing, however often it moves.</param>
/// <param name="Sequence">How often it has changed.</param>
/// <param name="ModifiedAt">When it changed last.</param>
/// <param name="IsBusy">Somebody has to be there.</param>
/// <param name="IsCertain">False: the plan may still move it.</param>
public sealed record CalendarEvent(
    string Uid, DateTimeOffset From, DateTimeOffset To, string Summary, string Location, string Description, Uri? Address, string Category, bool IsBusy, bool IsCertain,
    int Sequence, DateTimeOffset ModifiedAt);
