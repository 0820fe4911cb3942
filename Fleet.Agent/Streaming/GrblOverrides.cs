using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Feed, rapid and spindle factors by real-time bytes, which pass every window. GRBL knows only steps of ten and of one and says in some of
/// its reports what is in force: a target is reached from the last report, and the next one confirms it.
/// </summary>
sealed class GrblOverrides(GrblConversation conversation, Desk desk)
{
    const int Lowest = 10, Highest = 200;

    OverrideFactors _known = OverrideFactors.None;
    OverrideFactors? _wanted;
    int _corrections;

    internal void Take(Request request)
    {
        int percent = request.Value;
        string refusal = request.Factor switch
        {
            OverrideKind.Flow => "A machine without filament has no flow factor. Choose feed, rapid or spindle.",
            OverrideKind.Rapid when percent is not (25 or 50 or 100) => "Rapid moves run at 25, 50 or 100 %. Choose one of these.",
            OverrideKind.Feed or OverrideKind.Spindle when percent is < Lowest or > Highest => $"This controller takes {Lowest} to {Highest} %. Choose a factor in between.",
            _ => "",
        };
        if (refusal.Length > 0)
        {
            request.Refuse(refusal);
            return;
        }
        var wanted = _wanted ?? _known;
        _wanted = wanted = request.Factor switch
        {
            OverrideKind.Feed => wanted with { FeedPercent = percent },
            OverrideKind.Rapid => wanted with { RapidPercent = percent },
            _ => wanted with { SpindlePercent = percent },
        };
        _corrections = 0;
        Send(wanted);
        request.Accept();
    }

    /// <summary>What the controller reports. A byte that was lost, or a button at the machine, is seen here.</summary>
    internal void Take(OverrideFactors reported)
    {
        _known = reported;
        if (desk.Newest.Overrides != reported)
            desk.Show(picture => picture with { Overrides = reported });
        if (_wanted is not { } wanted)
            return;
        if (wanted == reported || ++_corrections > 3)
            _wanted = null;
        else
            Send(wanted);
    }

    void Send(OverrideFactors wanted)
    {
        Step(wanted.FeedPercent - _known.FeedPercent, reset: 0x90, resets: wanted.FeedPercent == 100);
        Step(wanted.SpindlePercent - _known.SpindlePercent, reset: 0x99, resets: wanted.SpindlePercent == 100);
        if (wanted.RapidPercent != _known.RapidPercent)
            conversation.RealTime(wanted.RapidPercent switch { 25 => 0x97, 50 => 0x96, _ => 0x95 });
        // Until the next report this is the best guess; it comes soon after a change.
        _known = wanted;
    }

    /// <param name="reset">The byte for 100 %; +10, -10, +1 and -1 are the four after it.</param>
    void Step(int difference, byte reset, bool resets)
    {
        if (difference == 0)
            return;
        if (resets)
        {
            conversation.RealTime(reset);
            return;
        }
        for (int tens = difference / 10; tens != 0; tens -= Math.Sign(tens))
            conversation.RealTime((byte)(reset + (tens > 0 ? 1 : 2)));
        for (int ones = difference % 10; ones != 0; ones -= Math.Sign(ones))
            conversation.RealTime((byte)(reset + (ones > 0 ? 3 : 4)));
    }
}
