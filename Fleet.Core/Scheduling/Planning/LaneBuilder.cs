namespace Fleet.Core.Scheduling.Planning;

/// <summary>Turns a machine's calendars, people and electricity into arrays over the slots.</summary>
sealed class LaneBuilder(PlanningProblem problem, AttributeKinds kinds, Dictionary<string, int> workshops, Dictionary<string, int> circuits)
{
    readonly Dictionary<(int workshop, int powerW, int speed, int setups), int> _twins = [];

    public LaneModel Build(int index, int runningRun, List<Impossible> faults)
    {
        var machine = problem.Machines[index];
        var place = machine.Workshop is { } id && workshops.TryGetValue(id, out var known) ? known : -1;
        var workshop = place >= 0 ? problem.Workshops[place] : null;
        var running = runningRun >= 0 ? problem.Runs[runningRun] : null;
        var freeAt = running is null ? 0
            : Math.Max(1, running.Running!.StartSlot + new Eligibility(problem).DurationOn(running, machine).MedianSlots);
        var startW = Math.Max(machine.PowerW, machine.HeatUpW);
        var feeds = machine.Circuits.Where(circuits.ContainsKey).Select(name => circuits[name]).Distinct().ToArray();
        foreach (var feed in feeds.Where(feed => problem.Circuits[feed].CapW < startW))
            faults.Add(new(null, "circuit", $"{problem.Circuits[feed].Id} allows {problem.Circuits[feed].CapW} W, {machine.Spoken} alone draws {startW} W. It gets no run; connect it elsewhere or correct the values."));
        if (machine is { MayStart.Count: 0 } or { MayRun.Count: 0 })
            faults.Add(new(null, "calendar", $"{machine.Spoken} is never open. Give it opening hours."));

        var (carbon, energy) = Power(machine, workshop);
        return new LaneModel
        {
            Index = index, FreeAt = freeAt, Running = runningRun,
            Loaded = running is null ? kinds.Values(machine.Attributes) : After(kinds.Values(machine.Attributes), kinds.Values(running.Attributes)),
            Setups = [.. machine.Setups.Where(rule => rule.Possible).Select(rule => new SetupChange(kinds.Of(rule.Kind), Math.Max(0, rule.Slots), (int)Math.Min(1_000_000, (long)Math.Max(0, rule.Cost) * problem.Policy.SetupPermille / 1000)))],
            AutoEject = machine.AutoEject, ClearSlots = machine.AutoEject ? 0 : Math.Clamp(machine.ClearSlots, 0, 1000), BedFull = machine.BedFull || running is not null,
            PowerW = Math.Max(0, machine.PowerW), StartW = Math.Max(0, startW), Circuits = feeds, Workshop = place,
            MayStart = Open(machine.MayStart), RunsUntil = Until(machine), HandsBack = HandsBack(machine, workshop),
            Carbon = carbon, Energy = energy, Power = [.. carbon.Zip(energy, (left, right) => left + right)],
            Twin = Twin(machine, place),
        };
    }

    static int[] After(int[] loaded, int[] changed) => [.. loaded.Zip(changed, (old, now) => now != 0 ? now : old)];

    // Durations of a run on twins still differ when DurationOn names one of them: the engine compares those itself.
    int Twin(PlanMachine machine, int place)
    {
        var key = (place, machine.PowerW, machine.SpeedPermille, machine.Circuits.Count > 0 ? 1 : 0);
        if (!_twins.TryGetValue(key, out var twin))
            _twins[key] = twin = _twins.Count;
        return twin;
    }

    bool[] Open(IReadOnlyList<SlotSpan>? spans)
    {
        var open = new bool[problem.HorizonSlots];
        if (spans is null)
            Array.Fill(open, true);
        else
            foreach (var span in spans)
                Fill(open, span, true);
        return open;
    }

    static void Fill(bool[] slots, SlotSpan span, bool value)
    {
        int from = Math.Clamp(span.From, 0, slots.Length), to = Math.Clamp(span.To, from, slots.Length);
        Array.Fill(slots, value, from, to - from);
    }

    bool[] Runnable(PlanMachine machine)
    {
        var open = Open(machine.MayRun);
        foreach (var span in machine.Closed)
            Fill(open, span, false);
        return open;
    }

    int[] Until(PlanMachine machine)
    {
        var open = Runnable(machine);
        var until = new int[open.Length];
        for (int t = open.Length - 1, end = open.Length; t >= 0; t--)
            until[t] = open[t] ? end : end = t;
        return until;
    }

    int[] HandsBack(PlanMachine machine, PlanWorkshop? workshop)
    {
        var there = workshop is { People.Count: > 0 } ? [.. HandsPerSlot(workshop, problem.HorizonSlots)!.Select(hands => hands > 0)] : Open(workshop?.Present);
        foreach (var span in machine.Closed)
            Fill(there, span, false);
        var back = new int[there.Length];
        for (int t = 0, run = -1; t < there.Length; t++)
            back[t] = run = there[t] ? run + 1 : -1;
        return back;
    }

    /// <summary>How many people are there in each slot; null when hands are no limit.</summary>
    public static int[]? HandsPerSlot(PlanWorkshop workshop, int slots)
    {
        if (workshop.People.Count == 0 && workshop.Hands <= 0)
            return null;
        var hands = new int[slots];
        if (workshop.People.Count == 0)
            Array.Fill(hands, workshop.Hands);
        foreach (var person in workshop.People)
        {
            var there = new bool[slots];
            foreach (var span in person.Present)
                Fill(there, span, true);
            for (var t = 0; t < slots; t++)
                hands[t] += there[t] ? 1 : 0;
        }
        return workshop.Hands > 0 ? [.. hands.Select(count => Math.Min(count, workshop.Hands))] : hands;
    }

    /// <summary>
    /// Prices of running from slot 0 to each slot. Solar power is shared between a workshop's machines by their draw; its share is free
    /// and without carbon. Rounded once per slot boundary, so that differences of ends are the price of a run.
    /// </summary>
    (int[] carbon, int[] energy) Power(PlanMachine machine, PlanWorkshop? workshop)
    {
        int[] carbon = new int[problem.HorizonSlots + 1], energy = new int[problem.HorizonSlots + 1];
        if (workshop is null || machine.PowerW <= 0)
            return (carbon, energy);
        long together = problem.Machines.Where(other => other.Workshop == workshop.Id).Sum(other => (long)Math.Max(0, other.PowerW));
        long carbonMicro = 0, energyMicro = 0;
        for (var t = 0; t < problem.HorizonSlots; t++)
        {
            var solarW = t < workshop.SolarW.Count ? (long)workshop.SolarW[t] * machine.PowerW / together : 0;
            var gridW = Math.Max(0, machine.PowerW - Math.Max(0, solarW));
            // W x min / 60 = Wh; x g/kWh / 1000 = g; x permille / 1000 = units; in millionths: W x min x g/kWh x permille / 60.
            carbonMicro += gridW * problem.SlotMinutes * At(workshop.CarbonGPerKwh, t) * problem.Policy.CarbonPermillePerG / 60;
            // Wh x EUR/MWh / 1 000 000 = EUR; x units per EUR.
            energyMicro += gridW * problem.SlotMinutes * At(workshop.PriceEurPerMwh, t) * problem.Policy.EnergyPerEur / 60;
            carbon[t + 1] = Units(carbonMicro);
            energy[t + 1] = Units(energyMicro);
        }
        return (carbon, energy);
    }

    static int Units(long micro) => (int)Math.Clamp(micro / 1_000_000, -MostUnits, MostUnits);

    const int MostUnits = 100_000_000;

    static int At(IReadOnlyList<int> series, int slot) => series.Count == 0 ? 0 : series[Math.Min(slot, series.Count - 1)];
}
