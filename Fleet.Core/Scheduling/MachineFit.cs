namespace Fleet.Core.Scheduling;

/// <summary>Judges whether a machine can and may run a program now. Pure; the machine's grain and the plan use the same judgement.</summary>
public static class MachineFit
{
    /// <summary>Slack for skirts at the edge and rounding in slicers, mm.</summary>
    const double EnvelopeSlackMm = 0.5;

    const double NozzleSlackMm = 0.01;

    /// <param name="chosenByHand">A person named this machine: advice about the slicer's printer model is then theirs to override.</param>
    public static IReadOnlyList<Condition> Judge(ProgramNeeds needs, MachineOffer machine, bool chosenByHand)
    {
        var conditions = new List<Condition>();
        Kind(needs, machine, conditions);
        Volume(needs, machine, conditions);
        Heat(needs, machine, conditions);
        Nozzle(needs, machine, conditions);
        if (!chosenByHand)
            Model(needs, machine, conditions);
        Material(needs, machine, conditions);
        State(machine, conditions);
        return conditions;
    }

    static void Kind(ProgramNeeds needs, MachineOffer machine, List<Condition> conditions)
    {
        if (needs.Kind is not { } kind || Same(kind, machine.Profile.Kind))
            return;
        conditions.Add(new("kind", false,
            $"The program is for {Spoken(kind)}, {machine.Name} is {Spoken(machine.Profile.Kind)}.",
            "Choose another machine.", Lasting: true));
    }

    // A milling program does not say whether it cuts wood or metal.
    static bool Same(MachineKind wanted, MachineKind have) =>
        wanted == have || (wanted is MachineKind.CncRouter or MachineKind.CncMill && have is MachineKind.CncRouter or MachineKind.CncMill);

    static string Spoken(MachineKind kind) => kind switch
    {
        MachineKind.Fff => "a filament printer",
        MachineKind.CncRouter => "a CNC router",
        MachineKind.CncMill => "a CNC mill",
        _ => "a laser",
    };

    static void Volume(ProgramNeeds needs, MachineOffer machine, List<Condition> conditions)
    {
        if (needs.Extent is not { } part)
            return;
        var room = machine.Profile.Envelope;
        var tooLarge = part.SizeXMm > room.SizeXMm + EnvelopeSlackMm
            || part.SizeYMm > room.SizeYMm + EnvelopeSlackMm
            || part.SizeZMm > room.SizeZMm + EnvelopeSlackMm;
        // Printers work in machine coordinates; on a CNC the person sets the zero, so only the size can be judged.
        var outside = machine.Profile.Kind == MachineKind.Fff
            && (part.MinXMm < room.MinXMm - EnvelopeSlackMm || part.MaxXMm > room.MaxXMm + EnvelopeSlackMm
                || part.MinYMm < room.MinYMm - EnvelopeSlackMm || part.MaxYMm > room.MaxYMm + EnvelopeSlackMm
                || part.MaxZMm > room.MaxZMm + EnvelopeSlackMm);
        if (tooLarge || outside)
            conditions.Add(new("volume", false,
                string.Create(CultureInfo.InvariantCulture,
                    $"The part needs X {part.MinXMm:0.#} to {part.MaxXMm:0.#}, Y {part.MinYMm:0.#} to {part.MaxYMm:0.#}, Z up to {part.MaxZMm:0.#} mm; {machine.Name} reaches X {room.MinXMm:0.#} to {room.MaxXMm:0.#}, Y {room.MinYMm:0.#} to {room.MaxYMm:0.#}, Z {room.MaxZMm:0.#} mm."),
                "Slice it for this machine or choose a larger one.", Lasting: true));
    }

    static void Heat(ProgramNeeds needs, MachineOffer machine, List<Condition> conditions)
    {
        if (machine.Profile.Kind != MachineKind.Fff)
            return;
        var nozzleLimitC = machine.Profile.Tools[0].MaxTemperatureC;
        if (needs.MaxNozzleC > nozzleLimitC)
            conditions.Add(new("nozzleHeat", false,
                $"The program heats the nozzle to {needs.MaxNozzleC:0} °C, {machine.Name} allows {nozzleLimitC:0} °C.",
                "Slice with a cooler material or choose another machine.", Lasting: true));
        var bedLimitC = machine.Profile.Bed?.MaxTemperatureC ?? 0;
        if (needs.MaxBedC > bedLimitC)
            conditions.Add(new("bedHeat", false,
                $"The program heats the bed to {needs.MaxBedC:0} °C, {machine.Name} allows {bedLimitC:0} °C.",
                "Slice with a cooler bed or choose another machine.", Lasting: true));
    }

    static void Nozzle(ProgramNeeds needs, MachineOffer machine, List<Condition> conditions)
    {
        if (machine.Profile.Kind == MachineKind.Fff && needs.NozzleMm is { } wantedMm
            && machine.Profile.Tools.All(tool => Math.Abs(tool.NozzleMm - wantedMm) > NozzleSlackMm))
            conditions.Add(new("nozzle", false,
                string.Create(CultureInfo.InvariantCulture,
                    $"The program is sliced for a {wantedMm:0.##} mm nozzle, {machine.Name} has {machine.Profile.Tools[0].NozzleMm:0.##} mm."),
                "Change the nozzle or slice again.", Lasting: true));
    }

    static void Model(ProgramNeeds needs, MachineOffer machine, List<Condition> conditions)
    {
        if (needs.PrinterModel is { Length: > 0 } model && machine.Profile.SlicerModels.Count > 0
            && !machine.Profile.SlicerModels.Contains(model, StringComparer.OrdinalIgnoreCase))
            conditions.Add(new("model", false,
                $"The program is sliced for {model}, {machine.Name} is a {machine.Profile.Name}.",
                "Slice it for this model, or choose this machine by name.", Lasting: true));
    }

    static void Material(ProgramNeeds needs, MachineOffer machine, List<Condition> conditions)
    {
        if (machine.Profile.Kind != MachineKind.Fff || machine.Loaded.Count == 0 || needs.Material is not { Length: > 0 } wanted)
            return;
        if (machine.Loaded.Any(lot => lot.Material.Equals(wanted, StringComparison.OrdinalIgnoreCase)))
            return;
        conditions.Add(new("material", false,
            $"{machine.Name} has {machine.Loaded[0].Material} loaded, the program wants {wanted}.",
            $"Load {wanted} on {machine.Name}."));
    }

    static void State(MachineOffer machine, List<Condition> conditions)
    {
        var (met, sentence, remedy) = machine.State switch
        {
            MachineState.Ready => (true, $"{machine.Name} is ready.", ""),
            MachineState.Running => (false, $"{machine.Name} is busy.", "Wait until it is finished."),
            MachineState.Paused => (false, $"{machine.Name} is paused in another run.", "Resume or cancel that run."),
            MachineState.NeedsYou => (false, $"{machine.Name} waits for a person.", machine.Reason),
            MachineState.BedFull => (false, $"A part is on {machine.Name}.", "Take it off and say whether it is good."),
            MachineState.Fault => (false, $"{machine.Name} has a fault.", machine.Reason),
            MachineState.Locked => (false, $"{machine.Name} is locked.", machine.Reason),
            _ => (false, $"{machine.Name} is offline.", machine.Reason.Length > 0 ? machine.Reason : "Switch it on and check its agent."),
        };
        conditions.Add(new("state", met, sentence, remedy));
    }
}
