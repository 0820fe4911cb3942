using System.Text;
using Fleet.Silo.Calendars;

namespace Fleet.Tests.Calendars;

/// <summary>The bytes of RFC 5545, written out by hand.</summary>
public sealed class CalendarWriterTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 26, 13, 0, 0, TimeSpan.FromHours(1));

    static readonly CalendarEvent Cube = new("copy-j1-1@fleet", Noon, Noon.AddMinutes(95), "cube: Ender", "Ender", "Planned.", new("https://fleet.example/jobs/j1"), "PLANNED", IsBusy: false, IsCertain: false, 3, Noon.AddHours(-2));

    [Fact]
    public void One_entry_is_these_bytes() =>
        Assert.Equal(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Fleet//Fleet//EN
            CALSCALE:GREGORIAN
            NAME:Fleet: Anna
            X-WR-CALNAME:Fleet: Anna
            REFRESH-INTERVAL;VALUE=DURATION:PT15M
            X-PUBLISHED-TTL:PT15M
            BEGIN:VEVENT
            UID:copy-j1-1@fleet
            DTSTAMP:20261126T100000Z
            LAST-MODIFIED:20261126T100000Z
            SEQUENCE:3
            DTSTART:20261126T120000Z
            DTEND:20261126T133500Z
            SUMMARY:cube: Ender
            LOCATION:Ender
            DESCRIPTION:Planned.
            URL:https://fleet.example/jobs/j1
            CATEGORIES:PLANNED
            STATUS:TENTATIVE
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"), Written(Cube));

    [Fact]
    public void Texts_are_escaped_and_control_characters_left_out() =>
        Assert.Contains("\r\nSUMMARY:a\\, b\\; c\\\\d\\ne f\r\n", Written(Cube with { Summary = "a, b; c\\d\r\ne\u0007 f" }), StringComparison.Ordinal);

    [Fact]
    public void Long_lines_are_folded_after_75_octets_and_no_character_is_cut()
    {
        // "SUMMARY:" are 8 octets: 33 umlauts make 74, the next one would end at 76.
        var written = Written(Cube with { Summary = new string('ü', 80) });
        Assert.Contains($"SUMMARY:{new string('ü', 33)}\r\n {new string('ü', 37)}\r\n {new string('ü', 10)}\r\n", written, StringComparison.Ordinal);
        Assert.All(Written(Cube with { Summary = string.Concat(Enumerable.Repeat("a🖨,ü", 60)) }).Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public void Unfolded_and_unescaped_a_text_is_what_it_was()
    {
        var text = string.Concat(Enumerable.Repeat("Teil „Ärger“; 🖨, C:\\x\nneu ", 9));
        var unfolded = Written(Cube with { Summary = text }).Replace("\r\n ", "", StringComparison.Ordinal);
        var line = unfolded.Split("\r\n").Single(one => one.StartsWith("SUMMARY:", StringComparison.Ordinal))["SUMMARY:".Length..];
        Assert.Equal(text, System.Text.RegularExpressions.Regex.Replace(line, @"\\(.)", match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value));
    }

    [Fact]
    public void An_empty_calendar_still_holds_a_component() =>
        Assert.Contains("\r\nBEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\n", Written(), StringComparison.Ordinal);

    static string Written(params CalendarEvent[] events) => Encoding.UTF8.GetString(CalendarWriter.Write("Fleet: Anna", events));
}
