namespace Fleet.Core.Scheduling;

/// <summary>Where a job's parts are wanted.</summary>
/// <param name="From">The workshops whose parts come there, by id: itself, and those from which somebody brings them.</param>
public sealed record Destination(string WorkshopId, string Name, IReadOnlySet<string> From)
{
    /// <summary>Null when what is made on a machine comes there.</summary>
    public Condition? WhyNot(MachineOffer machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.WorkshopId.Length == 0 || From.Contains(machine.WorkshopId) ? null
            : new("elsewhere", false, $"{machine.Name} stands in {machine.WorkshopName}, from where nothing is brought to {Name}.",
                $"Let the rules of {Name} name the price of transport, or queue the job for {machine.WorkshopName}.", Lasting: true);
    }
}
