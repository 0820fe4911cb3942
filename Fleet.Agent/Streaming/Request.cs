using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>A command on its way to the streaming thread, which answers it once.</summary>
sealed class Request(RequestKind kind, string text = "")
{
    readonly TaskCompletionSource<DriverAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RequestKind Kind { get; } = kind;

    /// <summary>Home: the axes. Send: the line.</summary>
    internal string Text { get; } = text;

    /// <summary>Jog: relative move, mm, and its feed, mm/min.</summary>
    internal (double X, double Y, double Z, double Feed) Move { get; init; }

    /// <summary>Override: what the factor acts on.</summary>
    internal OverrideKind Factor { get; init; }

    /// <summary>Override: percent. AnswerPrompt: the choice, from 0.</summary>
    internal int Value { get; init; }

    /// <summary>Start: the run, its program opened and checked.</summary>
    internal RunGauge? Run { get; init; }

    internal Task<DriverAnswer> Answer => _answer.Task;

    internal void Accept(string text = "") => _answer.TrySetResult(text.Length == 0 ? DriverAnswer.Ok : new DriverAnswer(true, text));

    internal void Refuse(string sentence) => _answer.TrySetResult(DriverAnswer.Refused(sentence));
}
