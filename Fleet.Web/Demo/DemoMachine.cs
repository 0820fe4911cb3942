namespace Fleet.Web.Demo;

/// <summary>A line of the simulated workshop's roster.</summary>
/// <param name="Address">The pty.</param>
sealed record DemoMachine(string Name, string ProfileId, string Address, string PlugUrl);
