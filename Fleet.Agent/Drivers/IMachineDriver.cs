namespace Fleet.Agent.Drivers;

/// <summary>
/// One machine's language. A driver owns its link: it opens it, identifies the firmware, survives unplugging and comes back by itself.
/// Commands are thread-safe, return when the machine (not only the driver) has taken them, and never throw for what a machine may
/// say: a refusal is a value with a sentence.
/// </summary>
public interface IMachineDriver : IAsyncDisposable
{
    /// <summary>The newest picture of the machine; a new object at each change, safe to read from any thread.</summary>
    DriverSnapshot Snapshot { get; }

    /// <summary>Keeps the machine connected until cancelled. Called once.</summary>
    Task Run(CancellationToken cancellation);

    /// <summary>Starts streaming a program that is already on disk and verified. Refused unless the machine is idle.</summary>
    Task<DriverAnswer> Start(RunOrder order, CancellationToken cancellation);

    Task<DriverAnswer> Pause(CancellationToken cancellation);

    Task<DriverAnswer> Resume(CancellationToken cancellation);

    /// <summary>Ends the run in order: stop feeding, heaters or spindle off by the profile's cancel script. Without a run it stops a jog.</summary>
    Task<DriverAnswer> Cancel(CancellationToken cancellation);

    /// <summary>The software stop: the firmware's emergency command, past every queue. Allowed in every state.</summary>
    Task<DriverAnswer> Stop(CancellationToken cancellation);

    /// <param name="axes">Letters such as <c>XY</c>; empty for all.</param>
    Task<DriverAnswer> Home(string axes, CancellationToken cancellation);

    /// <summary>Relative move in mm at a feed in mm/min. Refused while a run is on.</summary>
    Task<DriverAnswer> Jog(double xMm, double yMm, double zMm, double feedMmPerMin, CancellationToken cancellation);

    /// <summary>One line from the console. While a run is on only lines that cannot move the machine or change its heat are taken.</summary>
    Task<DriverAnswer> Send(string line, CancellationToken cancellation);

    /// <summary>Sets a factor on feed, flow, rapids or spindle, in percent of what the program says. Allowed while a run is on.</summary>
    Task<DriverAnswer> Override(OverrideKind kind, int percent, CancellationToken cancellation) =>
        Task.FromResult(DriverAnswer.Refused("This machine takes no factors. Change the program."));

    /// <summary>Answers the question in <see cref="DriverSnapshot.Prompt"/>.</summary>
    /// <param name="choice">Its number among the choices, from 0.</param>
    Task<DriverAnswer> AnswerPrompt(int choice, CancellationToken cancellation) =>
        Task.FromResult(DriverAnswer.Refused("This machine asks nothing."));
}
