namespace Fleet.Silo.Calendars;

/// <summary>What a link shows.</summary>
/// <param name="Of">The member or the machine that it is about.</param>
/// <param name="Language">Of whoever made the link: <c>de</c> or <c>en</c>.</param>
public sealed record CalendarFeed(string Of, string Language, IReadOnlyList<CalendarEntry> Entries);
