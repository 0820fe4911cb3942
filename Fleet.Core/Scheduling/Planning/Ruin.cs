namespace Fleet.Core.Scheduling.Planning;

/// <summary>The ways of taking runs out of a plan that the improver chooses between.</summary>
enum Ruin
{
    /// <summary>A stretch of neighbours on the machines that a run could go to (slack induction by string removals, Christiaens and Vanden Berghe 2020).</summary>
    Strings,

    /// <summary>Everything around one time, on machines of any kind: what competes for power and hands.</summary>
    Window,

    /// <summary>A costly run, and what lies where it would rather be.</summary>
    Ejection,

    /// <summary>Single runs anywhere.</summary>
    Scatter,

    /// <summary>Runs that want the same set-up, wherever they are.</summary>
    Alike,
}
