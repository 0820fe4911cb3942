using Fleet.Agent.Links;
using Fleet.Agent.Streaming;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Drivers;

/// <summary>
/// A machine on a link: keeps the link open for months, holds the conversation on a thread of its own, and tells what happens through a
/// clerk, so that nobody who listens can delay the wire.
/// </summary>
sealed partial class MachineDriver : IMachineDriver
{
    /// <summary>Callers give up after ten seconds.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(6), RecoveryPatience = TimeSpan.FromSeconds(9);

    readonly Profile _profile;
    readonly DriverOptions _options;
    readonly Desk _desk;
    readonly Clerk _clerk;
    readonly Port _port;
    readonly ILogger _log;
    readonly Func<ILink, Desk, Conversation> _converse;
    readonly SemaphoreSlim _starting = new(1, 1);
    readonly SafetyMarker? _marker;
    volatile Conversation? _conversation;
    volatile CancellationTokenSource? _waitingForReturn;

    internal MachineDriver(
        Profile profile, LinkAddress address, IDriverEvents events, TimeProvider time, ILoggerFactory logs, DriverOptions options,
        Func<ILink, Desk, Conversation> converse)
    {
        _profile = profile;
        _options = options;
        _converse = converse;
        _marker = options.ConsoleFolder == null ? null : new SafetyMarker(options.ConsoleFolder);
        _desk = new Desk(time) { MayBeHot = _marker?.IsSet == true };
        _port = new Port(address, profile, options, time);
        _log = logs.CreateLogger<MachineDriver>();
        _clerk = new Clerk(_desk, events, options.ConsoleFolder, _marker, profile.Firmware.Family.CountsBytes());
    }

    public DriverSnapshot Snapshot => _clerk.Snapshot;

    internal Desk Desk => _desk;

    public async Task Run(CancellationToken cancellation)
    {
        using var clerk = _clerk.Begin();
        bool pulseDtr = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await Converse(pulseDtr, cancellation);
                pulseDtr = false;
            }
            catch (ReopenAsked)
            {
                pulseDtr = true;
                // Long enough for the other end to see the port closed: for many a board that is the reset.
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            catch (LinkLostException lost)
            {
                pulseDtr = false;
                Disconnected(lost.Message);
                if (lost.PortIsFine && await Task.Run(_port.FindOut, CancellationToken.None) is { Length: > 0 } finding)
                    Disconnected(finding);
            }
            await Task.Delay(_options.ReopenEvery, _desk.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Disconnected("The agent was shut down.");
    }

    public async Task<DriverAnswer> Start(RunOrder order, CancellationToken cancellation)
    {
        await _starting.WaitAsync(cancellation);
        RunGauge? gauge = null;
        try
        {
            if (_desk.Newest.State != DriverState.Idle)
                return DriverAnswer.Refused(_desk.Newest.Reason.Length > 0 ? _desk.Newest.Reason : "The machine is not idle. Wait until it is, or cancel its run.");
            var family = _profile.Firmware.Family;
            bool grbl = family.CountsBytes();
            int longest = grbl ? 79 : family is FirmwareFamily.Klipper or FirmwareFamily.RepRapFirmware ? 255 : 80;
            var outline = await Task.Run(() => ProgramOutline.Read(order.ProgramPath, grbl, longest), cancellation);
            if (outline.Refusal.Length > 0)
                return DriverAnswer.Refused(outline.Refusal);
            gauge = new RunGauge(order, outline, new ProgramReader(order.ProgramPath, grbl), family, order.Timeline, _desk.Time);
            _marker?.Set();
            var answer = await Ask(new Request(RequestKind.Start) { Run = gauge }, cancellation);
            if (answer.Accepted)
                gauge = null;
            return answer;
        }
        catch (IOException failure)
        {
            return DriverAnswer.Refused($"The program cannot be read: {failure.Message} Upload it again.");
        }
        finally
        {
            gauge?.Dispose();
            _starting.Release();
        }
    }

    public Task<DriverAnswer> Pause(CancellationToken cancellation) => Ask(new Request(RequestKind.Pause), cancellation);

    public Task<DriverAnswer> Resume(CancellationToken cancellation) => Ask(new Request(RequestKind.Resume), cancellation);

    public Task<DriverAnswer> Cancel(CancellationToken cancellation) => GiveRunUp()
        ? Task.FromResult(new DriverAnswer(true, "The run was given up; the machine is made safe as soon as it is back."))
        : Ask(new Request(RequestKind.Cancel), cancellation);

    public Task<DriverAnswer> Stop(CancellationToken cancellation)
    {
        bool givenUp = GiveRunUp();
        if (_conversation is not { } conversation)
            return Task.FromResult(DriverAnswer.Refused("The machine is not connected, so no stop can reach it. Use its red button or cut its power."
                + (givenUp ? " The run does not go on when it comes back." : "")));
        try
        {
            conversation.StopNow();
            return Task.FromResult(DriverAnswer.Ok);
        }
        catch (LinkLostException lost)
        {
            return Task.FromResult(DriverAnswer.Refused($"{lost.Message} The stop may not have reached the machine: use its red button."));
        }
    }

    public Task<DriverAnswer> Home(string axes, CancellationToken cancellation)
    {
        if (axes.Any(axis => !"XYZxyz".Contains(axis, StringComparison.Ordinal)))
            return Task.FromResult(DriverAnswer.Refused($"\"{axes}\" are not axes. Give letters of X, Y and Z, or none for all."));
        return Ask(new Request(RequestKind.Home, axes), cancellation);
    }

    public Task<DriverAnswer> Jog(double xMm, double yMm, double zMm, double feedMmPerMin, CancellationToken cancellation)
    {
        if (!(feedMmPerMin > 0) || !double.IsFinite(xMm + yMm + zMm + feedMmPerMin))
            return Task.FromResult(DriverAnswer.Refused("A jog needs distances in mm and a feed above 0 mm/min."));
        return Ask(new Request(RequestKind.Jog) { Move = (xMm, yMm, zMm, feedMmPerMin) }, cancellation);
    }

    public Task<DriverAnswer> Send(string line, CancellationToken cancellation)
    {
        string trimmed = line.Trim();
        if (trimmed.Length is 0 or > 200 || trimmed.Any(one => one is < ' ' or > '~'))
            return Task.FromResult(DriverAnswer.Refused("A console line is one command of 1 to 200 plain ASCII characters."));
        return Ask(new Request(RequestKind.Send, trimmed), cancellation);
    }

    public Task<DriverAnswer> Override(OverrideKind kind, int percent, CancellationToken cancellation)
    {
        if (percent is < 1 or > 999)
            return Task.FromResult(DriverAnswer.Refused($"{percent} % is no factor. Give 1 to 999."));
        return Ask(new Request(RequestKind.Override) { Factor = kind, Value = percent }, cancellation);
    }

    public Task<DriverAnswer> AnswerPrompt(int choice, CancellationToken cancellation) =>
        Ask(new Request(RequestKind.AnswerPrompt) { Value = choice }, cancellation);

    public async ValueTask DisposeAsync()
    {
        _conversation?.End();
        await _clerk.DisposeAsync();
        _starting.Dispose();
    }

    /// <summary>Waits for the machine to take it; what lasts longer (homing, the end of a long heat-up) is answered as under way.</summary>
    async Task<DriverAnswer> Ask(Request request, CancellationToken cancellation)
    {
        bool recovers = _desk.Newest.State == DriverState.Fault;
        try
        {
            return await Put(request).WaitAsync(recovers ? RecoveryPatience : Patience, _desk.Time, cancellation);
        }
        catch (TimeoutException)
        {
            return _desk.Newest.State == DriverState.Fault
                ? DriverAnswer.Refused("The machine has not come back yet. " + _desk.Newest.Reason)
                : new DriverAnswer(true, "The machine is at it; it first ends what it is doing.");
        }
    }

    Task<DriverAnswer> Put(Request request)
    {
        if (_conversation is not { } conversation)
        {
            request.Refuse(_desk.Newest.Reason.Length > 0 ? _desk.Newest.Reason : "The machine is not connected.");
            return request.Answer;
        }
        _desk.Put(request);
        conversation.Wake();
        // The conversation may have ended in between; then nobody else answers.
        if (_conversation != conversation)
            _desk.RefuseAll("The connection to the machine was lost.");
        return request.Answer;
    }

    async Task Converse(bool pulseDtr, CancellationToken cancellation)
    {
        var link = _port.Open(pulseDtr);
        LinkOpened(_log, _profile.Id, link.Name);
        var conversation = _converse(link, _desk);
        try
        {
            while (true)
            {
                try
                {
                    _conversation = conversation;
                    await StreamThread.Run(conversation, _port.Address, cancellation);
                    conversation.Lost("The agent was shut down in mid-run.");
                    return;
                }
                catch (LinkLostException lost) when (!lost.PortIsFine && conversation.MayReturn)
                {
                    if (await WaitForReturn(conversation, lost, cancellation) is not { } again)
                        throw;
                    conversation.Return(again);
                }
            }
        }
        catch (LinkLostException lost)
        {
            conversation.Lost(lost.Message);
            throw;
        }
        catch (Exception failure) when (failure is not ReopenAsked)
        {
            ConversationFailed(_log, _profile.Id, failure);
            conversation.Lost($"The driver failed: {failure.Message}");
            throw new LinkLostException($"The driver failed: {failure.Message}", failure);
        }
        finally
        {
            _conversation = null;
            conversation.Dispose();
            _desk.RefuseAll("The connection to the machine was lost.");
        }
    }

    /// <summary>The cable may only have been bumped: while the firmware can prove where it is, the run waits a moment for its port.</summary>
    /// <returns>The port, opened again; null when it stayed away or somebody gave the run up.</returns>
    async Task<ILink?> WaitForReturn(Conversation conversation, LinkLostException lost, CancellationToken cancellation)
    {
        _conversation = null;
        conversation.CloseLink();
        conversation.Away($"{lost.Message} The run goes on if the machine comes back within {_options.ReturnWithin.TotalSeconds:0} s and kept its place.");
        _desk.RefuseAll("The connection to the machine was lost.");
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _waitingForReturn = waiting;
        try
        {
            return await _port.Reopen(waiting.Token);
        }
        finally
        {
            _waitingForReturn = null;
        }
    }

    /// <summary>While the link is away nothing reaches the machine; the person's will is done when it is back.</summary>
    bool GiveRunUp()
    {
        if (_waitingForReturn is not { } waiting)
            return false;
        try
        {
            waiting.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    void Disconnected(string reason)
    {
        _desk.TakeRecovery()?.Refuse(reason);
        // A fault outlives the link: that the board is silent makes it no better.
        if (_desk.Newest.State != DriverState.Fault)
            _desk.Publish(DriverState.Offline, reason);
    }

    [LoggerMessage(1, LogLevel.Information, "{Profile}: {Link} is open")]
    private static partial void LinkOpened(ILogger log, string profile, string link);

    [LoggerMessage(2, LogLevel.Error, "{Profile}: the conversation failed")]
    private static partial void ConversationFailed(ILogger log, string profile, Exception failure);
}
