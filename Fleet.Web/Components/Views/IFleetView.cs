namespace Fleet.Web.Components.Views;

/// <summary>What the pages show. Reads only; every list is in the order in which it is drawn.</summary>
public interface IFleetView
{
    /// <summary>The workshop's zone: instants are shown in it, wherever the reader is.</summary>
    TimeZoneInfo Zone { get; }

    Task<IReadOnlyList<LiveMachine>> Machines(CancellationToken stop);

    /// <summary>Null when there is no such machine.</summary>
    Task<MachineView?> Machine(string machineId, CancellationToken stop);

    /// <summary>Where a job can be sent: machines and groups.</summary>
    Task<Destinations> Destinations(CancellationToken stop);

    Task<IReadOnlyList<JobRow>> Jobs(CancellationToken stop);

    Task<JobView?> Job(string jobId, CancellationToken stop);

    Task<RunView?> Run(string runId, CancellationToken stop);

    Task<ReportView> Report(ReportChoice choice, CancellationToken stop);

    Task<IReadOnlyList<LotView>> Lots(CancellationToken stop);

    Task<IReadOnlyList<AgentView>> Agents(CancellationToken stop);

    Task<IReadOnlyList<ProfileChoice>> Profiles(CancellationToken stop);

    Task<IReadOnlyList<PersonView>> People(CancellationToken stop);

    Task<IReadOnlyList<KeyView>> Keys(CancellationToken stop);
}
