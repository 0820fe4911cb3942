namespace Fleet.Agent.Streaming;

/// <summary>When a board greeted. One that does it again and again has a weak power supply, and heating it up only feeds the loop.</summary>
sealed class RestartLog(TimeProvider time)
{
    const int Many = 3;

    /// <summary>One start says several greeting lines.</summary>
    static readonly TimeSpan OneStart = TimeSpan.FromSeconds(1), Window = TimeSpan.FromSeconds(30), HoldOff = TimeSpan.FromSeconds(60);

    readonly long[] _starts = new long[Many];
    int _next;
    long _heldAt;

    internal void Add(long now)
    {
        long last = _starts[(_next + Many - 1) % Many];
        if (last != 0 && time.GetElapsedTime(last, now) < OneStart)
            return;
        _starts[_next] = now;
        _next = (_next + 1) % Many;
        long first = _starts[_next];
        if (first != 0 && time.GetElapsedTime(first, now) < Window)
            _heldAt = now;
    }

    /// <summary>The next start is one that we ask for.</summary>
    internal void Forget()
    {
        Array.Clear(_starts);
        _heldAt = 0;
    }

    /// <summary>Nothing is sent for a minute after the third start within 30 s.</summary>
    internal bool Held(long now) => _heldAt != 0 && time.GetElapsedTime(_heldAt, now) < HoldOff;
}
