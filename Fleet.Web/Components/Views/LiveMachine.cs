namespace Fleet.Web.Components.Views;

/// <summary>One machine as the live feed sends it and the wall draws it.</summary>
/// <param name="Kind">Word of <see cref="Fleet.Core.Machines.MachineKind"/>.</param>
/// <param name="State">Word of <see cref="Fleet.Core.Machines.MachineState"/>.</param>
/// <param name="Reason">One sentence: why it is in this state and what to do. Empty when there is nothing to say.</param>
/// <param name="PowerW">Null without a meter.</param>
/// <param name="AgeMs">Time since the machine was last heard; null: never.</param>
public sealed record LiveMachine(string Id, string Name, string Kind, string State, string Reason, LiveRun? Run,
    IReadOnlyList<HeaterView> Heaters, double? PowerW, double? AgeMs)
{
    /// <summary>Id of the workshop in which it stands; empty where nobody asks.</summary>
    public string Workshop { get; init; } = "";
}
