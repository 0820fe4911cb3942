namespace Fleet.Agent.Health;

/// <summary>What one look at this computer found.</summary>
/// <param name="What">What was looked at, one or two words.</param>
/// <param name="Trouble">What is wrong and what the person can do; null when all is well.</param>
/// <param name="Fact">What was measured, for the one who asked.</param>
sealed record Finding(string What, string? Trouble, string Fact);
