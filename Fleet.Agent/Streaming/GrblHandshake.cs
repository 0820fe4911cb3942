using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>
/// From the opened port to a controller that is known. A machine that a killed agent left moving is first held and reset, so that nothing
/// turns any longer; one that somebody else moves is left alone and identified when it stands.
/// </summary>
sealed class GrblHandshake(GrblConversation conversation, GrblStream stream, Desk desk, Profile profile, Action<GrblBuild?> ready)
{
    const int MostAttempts = 4;

    static readonly TimeSpan Retry = TimeSpan.FromSeconds(2), LongestGreeting = TimeSpan.FromSeconds(8), SafetyPatience = TimeSpan.FromSeconds(5),
        AskStateEvery = TimeSpan.FromMilliseconds(250);

    int _attempts;
    long _askedAt, _beganAt, _stateAskedAt;
    bool _greeted, _makingSafe, _held;
    GrblState _state;

    internal bool Identified { get; private set; }

    internal void Begin(bool greeted)
    {
        _greeted = greeted;
        _makingSafe = desk.MayBeHot && !greeted;
        Identified = _held = false;
        _attempts = 0;
        _state = GrblState.Unknown;
        _beganAt = conversation.Now;
        _stateAskedAt = 0;
    }

    internal void Tick()
    {
        if (Identified || !GreetingIsOver())
            return;
        if (_makingSafe)
            MakeSafe();
        else if (_attempts == 0)
            Ask();
        else if (conversation.Since(_askedAt) >= Retry && _state != GrblState.Home)
            AskAgain();
        else
            AskState();
    }

    internal void TakeStatus(GrblState state)
    {
        _state = state;
        if (_makingSafe && _held && state is not (GrblState.Run or GrblState.Holding or GrblState.Jog))
        {
            // It stands, or the reset is what ends its homing: a reset now loses no position that was known.
            _makingSafe = false;
            conversation.Reset();
        }
    }

    /// <summary>After a greeting wait until it is all out; without one, a board that resets on opening may still be in its bootloader.</summary>
    bool GreetingIsOver()
    {
        if (_attempts > 0)
            return true;
        var quiet = TimeSpan.FromSeconds(_greeted ? 0.3 : profile.Link.ResetsOnOpen && conversation.HasModemLines ? 3 : 0.25);
        return conversation.Since(_greeted ? Math.Max(_beganAt, conversation.LastByteAt) : _beganAt) >= quiet || conversation.Since(_beganAt) > LongestGreeting;
    }

    void MakeSafe()
    {
        if (!_held)
        {
            conversation.Hold();
            _held = true;
        }
        AskState();
        if (conversation.Since(_beganAt) > SafetyPatience)
            _makingSafe = false;
    }

    void AskState()
    {
        if (conversation.Since(_stateAskedAt) < AskStateEvery)
            return;
        _stateAskedAt = conversation.Now;
        conversation.AskStatus();
    }

    void AskAgain()
    {
        if (_attempts >= MostAttempts)
            throw conversation.NobodyAnswers();
        // After a critical alarm and in its sleep a controller hears nothing but a reset. One that moves is not asked that way.
        if (_attempts == MostAttempts - 1 && _state is not (GrblState.Run or GrblState.Jog or GrblState.Holding or GrblState.Held or GrblState.Door))
            conversation.Reset();
        Ask();
    }

    void Ask()
    {
        _attempts++;
        _askedAt = conversation.Now;
        stream.Reset("");
        AskState();
        // The empty line ends whatever half line is in the controller's buffer; its answer is an ok or an error of its own.
        stream.Lines.Enqueue(new HostLine(" ") { Answered = _ => AskForBuild(), Abandoned = sentence => { if (sentence.Length > 0) AskForBuild(); } });
    }

    void AskForBuild() => stream.Lines.Enqueue(new HostLine("$I") { Answered = Identify, Abandoned = Refused });

    void Identify(List<string> answer)
    {
        // An ok for a line of a predecessor came first; ask again.
        if (GrblBuild.Read(answer, profile.Firmware.Family) is { } build)
            End(build);
        else
            _askedAt = 0;
    }

    /// <summary>It answers, but not while it moves.</summary>
    void Refused(string sentence)
    {
        if (sentence.Length > 0)
            End(null);
    }

    void End(GrblBuild? build)
    {
        Identified = true;
        ready(build);
    }
}
