using Fleet.Agent.Journal;
using Fleet.Agent.Meters;
using Fleet.Protocol;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Stations;

/// <summary>
/// All machines of this agent. The last list from the server is kept on disk, so that an agent that starts without a server still
/// drives and meters its machines.
/// </summary>
public sealed partial class StationBoard : IAsyncDisposable
{
    readonly string _folder;
    readonly FactJournal _journal;
    readonly AgentClock _clock;
    readonly TimeProvider _time;
    readonly ILoggerFactory _logs;
    readonly ILogger _logger;
    readonly Dictionary<string, Station> _stations = [];
    readonly SemaphoreSlim _changing = new(1, 1);
    readonly FreeMeters _meters;
    int _isClosed;

    public StationBoard(string folder, FactJournal journal, AgentClock clock, TimeProvider time, ILoggerFactory logs)
    {
        (_folder, _journal, _clock, _time, _logs) = (folder, journal, clock, time, logs);
        _logger = logs.CreateLogger<StationBoard>();
        _meters = new(journal, time, new MeterDiscovery());
        _meters.Changed += () => Changed?.Invoke();
    }

    /// <summary>Meters that announce themselves in this agent's network.</summary>
    public IReadOnlyList<FoundMeter> FoundMeters => _meters.Found;

    /// <summary>One sentence for each meter of no machine that does not answer as it should.</summary>
    public IReadOnlyList<string> MeterTroubles => _meters.Troubles;

    string ListFile => Path.Combine(_folder, "machines.bin");

    /// <summary>Something that the server shows has changed.</summary>
    public event Action? Changed;

    public IReadOnlyList<Station> All
    {
        get
        {
            lock (_stations)
                return [.. _stations.Values];
        }
    }

    public Station? Find(string machineId)
    {
        lock (_stations)
            return _stations.GetValueOrDefault(machineId);
    }

    /// <summary>Opens the stations of the last known list.</summary>
    public async Task Restore()
    {
        _meters.Open();
        if (!File.Exists(ListFile))
            return;
        try
        {
            await Set(MachineList.Parser.ParseFrom(await File.ReadAllBytesAsync(ListFile)), keep: false);
        }
        catch (InvalidProtocolBufferException)
        {
            LogListDamaged(); // The server sends it again.
        }
    }

    /// <summary>Opens, replaces and closes stations until they are as listed. An unchanged one is left alone, with its run.</summary>
    public async Task Set(MachineList list, bool keep = true)
    {
        await _changing.WaitAsync();
        try
        {
            if (keep)
                await Keep(list);
            var wanted = list.Machines.ToDictionary(machine => machine.MachineId);
            foreach (var station in All.Where(station => !wanted.TryGetValue(station.MachineId, out var setup) || !setup.Equals(station.Setup)))
                await Close(station);
            foreach (var setup in wanted.Values.Where(setup => Find(setup.MachineId) is null))
                Open(setup);
            await _meters.Set(list.Meters);
        }
        finally
        {
            _changing.Release();
        }
        Changed?.Invoke();
    }

    /// <remarks>Once: whoever stops the machines while the link to the server still stands does it before the container would.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1)
            return;
        await _meters.DisposeAsync();
        await Task.WhenAll(All.Select(Close));
        _changing.Dispose();
    }

    /// <summary>In one step, so that a power cut leaves the old or the new list. A disk that cannot be written costs only the memory of it.</summary>
    async Task Keep(MachineList list)
    {
        try
        {
            await File.WriteAllBytesAsync(ListFile + ".draft", list.ToByteArray());
            File.Move(ListFile + ".draft", ListFile, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogListNotKept(fault.Message);
        }
    }

    void Open(MachineSetup setup)
    {
        var outcome = ProfileReader.Read(setup.ProfileYaml, $"{setup.MachineId}.yaml");
        var profile = outcome.Profile ?? ProfileReader.Read(setup.ProfileYaml, $"{IdIn(setup.ProfileYaml)}.yaml").Profile;
        if (profile is null)
        {
            LogBadProfile(setup.MachineId, string.Join(' ', outcome.Faults.Select(fault => fault.Reason)));
            return;
        }
        try
        {
            var station = new Station(setup, profile, _journal, _clock, _time, _logs, _folder);
            station.Changed += () => Changed?.Invoke();
            lock (_stations)
                _stations[setup.MachineId] = station;
            station.Open();
        }
        catch (NotSupportedException fault)
        {
            LogBadProfile(setup.MachineId, fault.Message);
        }
    }

    async Task Close(Station station)
    {
        lock (_stations)
            _stations.Remove(station.MachineId);
        await station.DisposeAsync();
    }

    /// <summary>The profile's own id, because its file is named after it and here it has no file.</summary>
    static string IdIn(string yaml) =>
        yaml.Split('\n').FirstOrDefault(line => line.StartsWith("id:", StringComparison.Ordinal))?[3..].Trim().Trim('"', '\'') ?? "";

    [LoggerMessage(2102, LogLevel.Warning, "The list of machines on this disk is damaged; waiting for the server's")]
    partial void LogListDamaged();

    [LoggerMessage(2103, LogLevel.Error, "The list of machines cannot be kept on this disk: {Reason} After a restart this agent needs its server first.")]
    partial void LogListNotKept(string reason);

    [LoggerMessage(2101, LogLevel.Error, "Machine {MachineId} cannot be driven by this agent: {Reason}")]
    partial void LogBadProfile(string machineId, string reason);
}
