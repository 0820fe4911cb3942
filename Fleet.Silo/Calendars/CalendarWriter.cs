using System.Globalization;
using System.Text;

namespace Fleet.Silo.Calendars;

/// <summary>
/// Writes an iCalendar object (RFC 5545): UTC times, escaped texts, lines of at most 75 octets that never cut a character in two.
/// The same events give the same bytes.
/// </summary>
public static class CalendarWriter
{
    /// <summary>Of a line without its line break (section 3.1).</summary>
    const int LongestLineOctets = 75;

    /// <summary>How often a subscriber should look again (RFC 7986, section 5.7).</summary>
    const string RefreshEvery = "PT15M";

    /// <param name="name">What subscribers call the calendar.</param>
    public static byte[] Write(string name, IEnumerable<CalendarEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var lines = new StringBuilder();
        Line(lines, "BEGIN:VCALENDAR");
        Line(lines, "VERSION:2.0");
        Line(lines, "PRODID:-//Fleet//Fleet//EN");
        Line(lines, "CALSCALE:GREGORIAN");
        Line(lines, $"NAME:{Text(name)}");
        Line(lines, $"X-WR-CALNAME:{Text(name)}");
        Line(lines, $"REFRESH-INTERVAL;VALUE=DURATION:{RefreshEvery}");
        Line(lines, $"X-PUBLISHED-TTL:{RefreshEvery}");
        var none = true;
        foreach (var entry in events)
        {
            none = false;
            Event(lines, entry);
        }
        if (none)
            Nothing(lines);
        Line(lines, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    static void Event(StringBuilder lines, CalendarEvent entry)
    {
        Line(lines, "BEGIN:VEVENT");
        Line(lines, $"UID:{Text(entry.Uid)}");
        // Without a METHOD, DTSTAMP is the time of the last revision (section 3.8.7.2).
        Line(lines, $"DTSTAMP:{Utc(entry.ModifiedAt)}");
        Line(lines, $"LAST-MODIFIED:{Utc(entry.ModifiedAt)}");
        Line(lines, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Sequence}"));
        Line(lines, $"DTSTART:{Utc(entry.From)}");
        Line(lines, $"DTEND:{Utc(entry.To)}");
        Line(lines, $"SUMMARY:{Text(entry.Summary)}");
        if (entry.Location.Length > 0)
            Line(lines, $"LOCATION:{Text(entry.Location)}");
        if (entry.Description.Length > 0)
            Line(lines, $"DESCRIPTION:{Text(entry.Description)}");
        if (entry.Address is { } address)
            Line(lines, $"URL:{address.AbsoluteUri}");
        Line(lines, $"CATEGORIES:{Text(entry.Category)}");
        Line(lines, $"STATUS:{(entry.IsCertain ? "CONFIRMED" : "TENTATIVE")}");
        Line(lines, $"TRANSP:{(entry.IsBusy ? "OPAQUE" : "TRANSPARENT")}");
        Line(lines, "END:VEVENT");
    }

    /// <summary>A calendar holds at least one component (section 3.6); an empty one says which zone it would have been in.</summary>
    static void Nothing(StringBuilder lines)
    {
        foreach (var line in (string[])["BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"])
            Line(lines, line);
    }

    static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A TEXT value (section 3.3.11).</summary>
    static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            switch (rune.Value)
            {
                case '\n':
                    escaped.Append("\\n");
                    break;
                case '\\' or ';' or ',':
                    escaped.Append('\\').Append((char)rune.Value);
                    break;
                case '\t' or >= ' ' and not 0x7F:
                    escaped.Append(rune);
                    break;
            }
        return escaped.ToString();
    }

    /// <summary>A line and, where it is too long, its continuations, which begin with a space that counts.</summary>
    static void Line(StringBuilder lines, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLineOctets)
            {
                lines.Append("\r\n ");
                octets = 1;
            }
            lines.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        lines.Append("\r\n");
    }
}
