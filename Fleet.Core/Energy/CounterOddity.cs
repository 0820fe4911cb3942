namespace Fleet.Core.Energy;

/// <summary>What was odd about a reading. Nothing is dropped; odd intervals carry wider bounds.</summary>
public enum CounterOddity
{
    None,

    /// <summary>The first reading of a meter: a starting point, no interval.</summary>
    First,

    /// <summary>The counter began again at zero: it was reset or replaced.</summary>
    Reset,

    /// <summary>The counter went back to an older value: after a power cut some plugs go on from what they last saved.</summary>
    FellBack,

    /// <summary>The counter passed its highest count and went on from zero; nothing is lost.</summary>
    RolledOver,

    /// <summary>A counter of "today" began again at midnight.</summary>
    DailyReset,

    /// <summary>More than can have flowed in that time.</summary>
    Jump,

    /// <summary>Over the last thousand readings, the counter and the power that the meter reported beside it do not agree.</summary>
    Disagrees,

    /// <summary>The same instant and count once more.</summary>
    Duplicate,

    /// <summary>Older than what is settled already: the intervals around it are divided anew, as corrections.</summary>
    Late,

    /// <summary>The meter did not answer; the next reading closes the gap.</summary>
    Missing,

    /// <summary>The counter is negative or not a number; treated as missing.</summary>
    Absurd,
}
