namespace Fleet.Silo.Desk;

/// <summary>What a person may do. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Looks.</summary>
    Guest,

    /// <summary>Queues work, judges and cancels their own, presses stop anywhere.</summary>
    Member,

    /// <summary>Commands every machine, handles every job and lot.</summary>
    Operator,

    /// <summary>Also reads what is shown of people and publishes reports.</summary>
    Officer,

    /// <summary>Also machines, agents, accounts and keys.</summary>
    Admin,
}
