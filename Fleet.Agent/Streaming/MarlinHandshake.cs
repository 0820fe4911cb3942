using Fleet.Agent.Drivers;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Streaming;

/// <summary>
/// From the opened port to a printer that is known: wait for its greeting, ask who it is, set its line counter, agree on packing. Ends in
/// <paramref name="ready"/>.
/// </summary>
sealed class MarlinHandshake(MarlinConversation conversation, MarlinStream stream, Desk desk, Profile profile, DriverOptions options, Action ready)
{
    const int MostAttempts = 4;

    static readonly TimeSpan Retry = TimeSpan.FromSeconds(2), LongestGreeting = TimeSpan.FromSeconds(8), PackingPatience = TimeSpan.FromSeconds(1);

    int _attempts;
    long _askedAt, _beganAt, _packingAskedAt;

    /// <summary>It greeted: heat and position are those of a cold start.</summary>
    internal bool Fresh { get; private set; }

    /// <summary>It was identified; from here on the stream's own timers watch over lost oks.</summary>
    internal bool Identified { get; private set; }

    internal MarlinFirmware Firmware { get; private set; } = new();

    /// <param name="greeted">The board has just said that it started.</param>
    internal void Begin(bool greeted)
    {
        Fresh = greeted;
        Identified = false;
        _attempts = 0;
        _packingAskedAt = 0;
        _beganAt = conversation.Now;
        Firmware = new MarlinFirmware();
    }

    internal void Tick()
    {
        if (_packingAskedAt != 0 && conversation.Since(_packingAskedAt) > PackingPatience)
        {
            conversation.Queue(MeatPack.DisablePacking, default);
            TakePackingAnswer(default);
        }
        if (Identified)
            return;
        if (_attempts == 0)
        {
            if (GreetingIsOver())
                Ask();
        }
        else if (conversation.Since(_askedAt) >= Retry)
        {
            if (_attempts >= MostAttempts)
                throw conversation.NobodyAnswers();
            Ask();
        }
    }

    /// <summary>An ok before the identification. False: it belongs to nothing that was asked.</summary>
    internal bool TakeOk(MarlinReply reply)
    {
        if (Identified)
            return true;
        Firmware.TakeOk(reply);
        // Smoothieware and Klipper answer the empty line or greet with an ok of their own.
        bool stray = _attempts < MostAttempts && stream.Head is { Text: "M115" } head
            && !head.Answer.Exists(text => text.Contains("FIRMWARE_NAME", StringComparison.Ordinal));
        return !stray;
    }

    /// <summary>The answer to the query, or none in time.</summary>
    internal void TakePackingAnswer(ReadOnlySpan<byte> line)
    {
        if (_packingAskedAt == 0)
            return;
        _packingAskedAt = 0;
        stream.Packing = line.IndexOf(" ON"u8) > 0;
        Ready();
    }

    /// <summary>After a greeting wait until it is all out; without one, a board that resets on opening may still be in its bootloader.</summary>
    bool GreetingIsOver()
    {
        var quiet = TimeSpan.FromSeconds(Fresh ? 1 : profile.Link.ResetsOnOpen && conversation.HasModemLines ? 3 : 0.25);
        return conversation.Since(Fresh ? Math.Max(_beganAt, conversation.LastByteAt) : _beganAt) >= quiet || conversation.Since(_beganAt) > LongestGreeting;
    }

    void Ask()
    {
        _attempts++;
        _askedAt = conversation.Now;
        stream.Reset("");
        stream.Lines.Numbered = false;
        stream.WindowLines = 1;
        stream.Packing = false;
        // A predecessor may have left packing on; firmware without MeatPack takes the signal for an unknown command.
        if (_attempts > 1)
            conversation.Queue(MeatPack.DisablePacking, default);
        // Ends whatever half line a predecessor left in the firmware's buffer.
        conversation.Queue("\n"u8);
        stream.Lines.Enqueue(new HostLine("M115") { Bare = true, Answered = Identify });
    }

    void Identify(List<string> answer)
    {
        foreach (string line in answer)
            Firmware.TakeLine(line);
        stream.Lines.Numbered = Firmware.Numbered;
        stream.NextNumber = 1;
        if (Firmware.Numbered)
            stream.Lines.Enqueue(new HostLine("M110 N0") { FixedNumber = 0, Answered = _ => AskForPacking() });
        else
            Ready();
        Identified = true;
    }

    void AskForPacking()
    {
        if (!Firmware.Has("MEATPACK") || !options.MeatPack || options.PingPong)
        {
            Ready();
            return;
        }
        _packingAskedAt = conversation.Now;
        conversation.Queue([0xFF, 0xFF, 0xF6], default);
        conversation.Queue(MeatPack.EnablePacking, default);
        conversation.Queue(MeatPack.Query, "(MeatPack?)"u8);
    }

    void Ready()
    {
        OpenWindow();
        ready();
    }

    /// <summary>More than one line in flight only where there is evidence that the firmware counts them: ADVANCED_OK, or Prusa's fixed queue.</summary>
    void OpenWindow()
    {
        int slots = Firmware.FreeSlots > 0 ? Firmware.FreeSlots
            : Firmware.Family is FirmwareFamily.Prusa or FirmwareFamily.PrusaBuddy ? profile.Firmware.CommandQueueLines - 1 : 1;
        stream.OksNameTheirLine = Firmware.FreeSlots >= 0;
        // One place stays free for M108 and M112 while a command waits.
        stream.WindowLines = options.PingPong ? 1 : Math.Max(1, slots);
        stream.WindowBytes = profile.Firmware.ReceiveBufferBytes - 1;
        // Without either of the two the stock firmware has no M0 that a host could end.
        stream.Lines.HoldsAtStops = Firmware.Family == FirmwareFamily.Marlin && !Firmware.Has("PROMPT_SUPPORT") && !Firmware.Has("EMERGENCY_PARSER");
        desk.Manner = stream.WindowLines == 1
            ? "one line at a time: the firmware does not say how many it can hold"
            : $"up to {stream.WindowLines} lines and {stream.WindowBytes} bytes ahead";
        if (stream.Packing)
            desk.Manner += ", packed";
    }
}
