using System.Collections.Concurrent;
using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Where the streaming thread meets the rest: requests come in, facts and the wire's lines go out. No lock is shared with the streaming
/// thread; what it leaves here is picked up by the driver's clerk.
/// </summary>
sealed class Desk(TimeProvider time)
{
    readonly ConcurrentQueue<Request> _requests = new();
    readonly ConcurrentQueue<RunReport> _reports = new();
    Request? _recovery;
    Picture _picture = new(DriverState.Offline, "", "");

    /// <summary>What the streaming thread last published. Replaced as a whole.</summary>
    internal sealed record Picture(DriverState State, string Reason, string Firmware)
    {
        /// <summary>What does not hinder a run but should be known: settings that differ from the profile.</summary>
        internal IReadOnlyList<string> Remarks { get; init; } = [];

        internal MachinePrompt? Prompt { get; init; }

        internal OverrideFactors Overrides { get; init; } = OverrideFactors.None;

        internal ProbeContact? Probe { get; init; }
    }

    internal TimeProvider Time { get; } = time;

    internal WireLog Wire { get; } = new();

    internal GapMeter Gaps { get; } = new();

    internal RestartLog Restarts { get; } = new(time);

    internal Picture Newest => Volatile.Read(ref _picture);

    /// <summary>The run in progress; null between runs.</summary>
    internal RunGauge? Run { get => Volatile.Read(ref field); set => Volatile.Write(ref field, value); }

    /// <summary>How lines are sent, for the operator: window, numbering, packing.</summary>
    internal string Manner { get; set; } = "";

    internal long Resends { get; set; }

    /// <summary>A run ended without its cancel script: the machine may still heat or turn.</summary>
    internal bool MayBeHot { get => Volatile.Read(ref field); set => Volatile.Write(ref field, value); }

    /// <summary>Ends the conversation so that the link is reopened and the board reset; the request is carried out after that.</summary>
    internal ReopenAsked Recover(Request request)
    {
        _recovery?.Refuse("Another recovery was asked for.");
        _recovery = request;
        Restarts.Forget();
        return new ReopenAsked();
    }

    internal Request? TakeRecovery()
    {
        var request = _recovery;
        _recovery = null;
        return request;
    }

    internal bool HasRequests => !_requests.IsEmpty;

    internal void Put(Request request) => _requests.Enqueue(request);

    internal bool TryTake(out Request request) => _requests.TryDequeue(out request!);

    internal void RefuseAll(string sentence)
    {
        while (_requests.TryDequeue(out var request))
            request.Refuse(sentence);
    }

    internal void Publish(DriverState state, string reason = "", string? firmware = null) =>
        Show(picture => picture with { State = state, Reason = reason, Firmware = firmware ?? picture.Firmware });

    internal void Show(Func<Picture, Picture> change) => Volatile.Write(ref _picture, change(Newest));

    internal void Report(RunReportKind kind, RunGauge run, string reason = "") => _reports.Enqueue(new RunReport(kind, run.Progress(), reason));

    internal bool TryTakeReport(out RunReport report) => _reports.TryDequeue(out report!);
}
