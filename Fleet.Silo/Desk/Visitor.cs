namespace Fleet.Silo.Desk;

/// <summary>Who asks: a person's account or an API key of theirs.</summary>
public sealed record Visitor(string AccountId, string Name, Role Role)
{
    /// <summary>The fleet itself, for what happens without a person.</summary>
    public static Visitor Fleet { get; } = new("fleet", "Fleet", Role.Admin);
}
