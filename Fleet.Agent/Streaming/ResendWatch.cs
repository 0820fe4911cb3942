namespace Fleet.Agent.Streaming;

/// <summary>The request to send a line again that is open now, and whether there are more of them than a healthy wire makes.</summary>
sealed class ResendWatch
{
    const int StormLimit = 10;

    /// <summary>
    /// One line in eight. An eight-bit sum lets one damaged line in some 256 pass for good: beyond this share a wrong move is only a
    /// matter of hours.
    /// </summary>
    const int WindowLines = 1000, MostInWindow = 125;

    long _stormNumber = -1;
    int _storm, _acknowledged, _requests;

    /// <summary>The number asked for; -1 while no request is open.</summary>
    internal long Wanted { get; private set; } = -1;

    internal bool Open => Wanted >= 0;

    /// <summary>The ok that belongs to the request came.</summary>
    internal bool OkSeen { get; private set; }

    /// <summary>When the last request or ok of this exchange came: stale ones arrive in bursts.</summary>
    internal long QuietSince { get; private set; }

    internal void Take(long number, long now)
    {
        bool repeatedAtOnce = Wanted == number;
        OkSeen &= repeatedAtOnce;
        Wanted = number;
        QuietSince = now;
        if (repeatedAtOnce)
            return;
        _requests++;
        _storm = number == _stormNumber ? _storm + 1 : 1;
        _stormNumber = number;
    }

    internal void TakeOk(long now)
    {
        OkSeen = true;
        QuietSince = now;
    }

    /// <summary>No ok will come for this request.</summary>
    internal void ExpectNoOk() => OkSeen = true;

    /// <summary>The request is answered from here on.</summary>
    internal long Close()
    {
        long number = Wanted;
        Wanted = -1;
        return number;
    }

    /// <param name="next">The number of the line that is due now.</param>
    internal void Acknowledged(long next)
    {
        if (next > _stormNumber)
            _storm = 0;
        if (++_acknowledged < WindowLines)
            return;
        _acknowledged = _requests = 0;
    }

    /// <summary>Why the stream must end; empty while the wire is good enough.</summary>
    internal string Verdict =>
        _storm > StormLimit ? $"The printer asked {StormLimit} times for line {_stormNumber} and never took it. Check the USB cable and its shielding."
        : _requests > MostInWindow ? $"More than one line in {WindowLines / MostInWindow} arrived damaged, and some damage passes the checksum. "
            + "Change the USB cable, keep it away from motor wires, then start again."
        : "";

    internal void Reset()
    {
        Wanted = _stormNumber = -1;
        _storm = _acknowledged = _requests = 0;
        OkSeen = false;
    }
}
