using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Durations;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning;

/// <summary>Which machines can make a program at all for a place, and how long each takes; judged once for both, whatever the number of jobs and copies.</summary>
sealed class ProgramFits(IReadOnlyList<MachineOffer> machines, IReadOnlyDictionary<string, MachineTimes> times, int slotMinutes)
{
    /// <summary>A program that does not say how long it takes.</summary>
    const double UnknownSeconds = 3600;

    readonly Dictionary<(ProgramNeeds, bool, Destination?), ProgramFit> _known = [];

    public ProgramFit Of(ProgramNeeds needs, bool chosenByHand, Destination? destination)
    {
        if (_known.TryGetValue((needs, chosenByHand, destination), out var known))
            return known;
        var estimate = needs.DurationSeconds > 0 ? needs.DurationSeconds : UnknownSeconds;
        var refused = new Dictionary<string, Condition>(StringComparer.Ordinal);
        foreach (var machine in machines)
            if (destination?.WhyNot(machine) is { } elsewhere)
                refused[machine.MachineId] = elsewhere;
            else if (MachineFit.Judge(needs, machine, chosenByHand).FirstOrDefault(condition => condition is { Met: false, Lasting: true }) is { } lasting)
                refused[machine.MachineId] = lasting;
        return _known[(needs, chosenByHand, destination)] = new(MachineTimes.Unknown.Predict(needs.Slicer, estimate).InSlots(slotMinutes),
            times.ToDictionary(pair => pair.Key, pair => pair.Value.Predict(needs.Slicer, estimate).InSlots(slotMinutes)), refused);
    }
}
