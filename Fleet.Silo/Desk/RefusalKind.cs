namespace Fleet.Silo.Desk;

public enum RefusalKind
{
    /// <summary>What was sent cannot be used.</summary>
    Invalid,

    NotFound,

    /// <summary>Not in this state; later, or after somebody did something, it may work.</summary>
    Conflict,

    /// <summary>The person's role does not allow it.</summary>
    Forbidden,

    TooLarge,
}
