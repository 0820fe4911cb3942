using System.CommandLine;
using Fleet.Agent.Cli;

namespace Fleet.Agent;

/// <summary>The agent, and the verbs that need no server.</summary>
static class Program
{
    /// <summary>Longer than the agent needs to make its machines safe.</summary>
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);

    static Task<int> Main(string[] args) =>
        new RootCommand("Fleet's agent: drives machines for a fleet server, or from the command line.")
        {
            AgentCommand.Create(),
            AnalyseCommand.Create(),
            StreamCommand.Create(),
            ProbeCommand.Create(),
            SimulateCommand.Create(),
            DoctorCommand.Create(),
            ScaleCommand.Create(),
        }.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = StopPatience });
}
