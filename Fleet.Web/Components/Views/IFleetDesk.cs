namespace Fleet.Web.Components.Views;

/// <summary>What people change on the pages with forms. Every act is checked against the role of the person who does it.</summary>
public interface IFleetDesk
{
    Task<DeskAnswer> AddLot(NewLot lot, CancellationToken stop);

    /// <param name="machineId">Null takes the lot out of its machine.</param>
    Task<DeskAnswer> LoadLot(string lotId, string? machineId, CancellationToken stop);

    Task<DeskAnswer> AddMachine(NewMachine machine, CancellationToken stop);

    /// <summary>The answer's text is the join token: shown once.</summary>
    Task<DeskAnswer> MakeJoinToken(string agentName, CancellationToken stop);

    Task<DeskAnswer> RetireAgent(string agentId, CancellationToken stop);

    Task<DeskAnswer> AddPerson(string name, string password, string role, CancellationToken stop);

    Task<DeskAnswer> SetRole(string personId, string role, CancellationToken stop);

    /// <summary>The answer's text is the key: shown once.</summary>
    Task<DeskAnswer> AddKey(string name, string role, CancellationToken stop);

    Task<DeskAnswer> RevokeKey(string keyId, CancellationToken stop);
}
