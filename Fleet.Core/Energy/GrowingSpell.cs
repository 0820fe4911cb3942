namespace Fleet.Core.Energy;

/// <summary>A spell that is not over yet, behind a meter of the machine's own.</summary>
public sealed record GrowingSpell(string? RunId, RunPhase State, double Wh, double Seconds, double StepWh)
{
    /// <summary>A machine may stand by for weeks; what it drew is learnt hour by hour.</summary>
    const double LongestSeconds = 3600;

    public bool GoesOn(Segment next) => RunId == next.RunId && State == next.Phase && Seconds < LongestSeconds;

    public GrowingSpell Grow(double wh, double seconds) => this with { Wh = Wh + wh, Seconds = Seconds + seconds };

    /// <summary>Null when it was too short to say anything.</summary>
    public Spell? End(string machineId)
    {
        if (Seconds < Settlement.ShortestSpellSeconds)
            return null;
        var hours = Seconds / 3600;
        // The difference of two readings of one step each: variance step²/6.
        return new(machineId, State, Wh / hours, StepWh * StepWh / 6 / (hours * hours), Seconds);
    }
}
