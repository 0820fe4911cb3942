using System.Globalization;

namespace Fleet.Silo.Calendars;

/// <summary>Something that takes a machine or a person for a time, before it is put into a language.</summary>
/// <param name="Key">Names it for good; becomes the UID.</param>
/// <param name="Kind"><c>planned</c>, <c>proposal</c> (a person starts it and stays), <c>running</c>, <c>booking</c> or <c>presence</c>.</param>
/// <param name="Name">Of the job, or the note of a booking.</param>
/// <param name="MachineName">Empty for a presence.</param>
/// <param name="BookedFor">Of a booking: <c>person</c>, <c>maintenance</c> or <c>repair</c>.</param>
public sealed record CalendarEntry(string Key, string Kind, string Name, string MachineName, string? JobId, string? BookedFor, long FromMs, long ToMs)
{
    public int Sequence { get; init; }

    public long ModifiedMs { get; init; }

    /// <summary>Everything that a subscriber can see of it; when it changes, the sequence rises.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"{Kind}|{FromMs}|{ToMs}|{MachineName}|{BookedFor}|{Name}");
}
