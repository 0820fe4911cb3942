namespace Fleet.Core.Scheduling.Planning;

/// <summary>One machine as arrays over the slots.</summary>
sealed class LaneModel
{
    int? _mostSetupCost;
    bool? _powerEarns;
    int[]? _room;

    public required int Index { get; init; }

    /// <summary>First slot that is not taken by a run in progress.</summary>
    public required int FreeAt { get; init; }

    /// <summary>The run in progress, or -1.</summary>
    public required int Running { get; init; }

    /// <summary>Attribute values at <see cref="FreeAt"/>, by kind.</summary>
    public required int[] Loaded { get; init; }
    public required SetupChange[] Setups { get; init; }

    /// <summary>Price of changing everything at once.</summary>
    public int MostSetupCost => _mostSetupCost ??= Setups.Sum(setup => setup.Cost);

    public required bool AutoEject { get; init; }

    /// <summary>Slots of clearing after every run, and before the first one when <see cref="BedFull"/>.</summary>
    public required int ClearSlots { get; init; }
    public required bool BedFull { get; init; }
    public required int PowerW { get; init; }

    /// <summary>Draw in the first slot, at least <see cref="PowerW"/>.</summary>
    public required int StartW { get; init; }
    public required int[] Circuits { get; init; }
    public required int Workshop { get; init; }

    /// <summary>False: some circuit of its own cannot even carry this machine alone.</summary>
    public bool Feedable(int[] capW)
    {
        foreach (var circuit in Circuits)
            if (capW[circuit] < StartW)
                return false;
        return true;
    }

    /// <summary>A run may begin here.</summary>
    public required bool[] MayStart { get; init; }

    /// <summary>First slot from here on in which the machine must rest.</summary>
    public required int[] RunsUntil { get; init; }

    /// <summary>Slots that a run may take from here when nothing else is planned; -1 where it must not start.</summary>
    public int[] Room => _room ??= [.. MayStart.Select((may, t) => may ? RunsUntil[t] - t : -1)];

    /// <summary>Slots directly before this one in which a person can already work at the machine; -1 when nobody is there now.</summary>
    public required int[] HandsBack { get; init; }

    /// <summary>Price of running from slot 0 to here: a run costs the difference of its two ends.</summary>
    public required int[] Carbon { get; init; }
    public required int[] Energy { get; init; }

    /// <summary>Carbon and energy together; while a search is under way also what the circuits' room is worth (<see cref="CircuitScarcity"/>).</summary>
    public required int[] Power { get; init; }

    /// <summary>Some slot's electricity has a price below zero.</summary>
    public bool PowerEarns => _powerEarns ??= Enumerable.Range(1, Carbon.Length - 1).Any(t => Carbon[t] + Energy[t] < Carbon[t - 1] + Energy[t - 1]);

    /// <summary>Machines with the same number price a run alike, apart from <see cref="PlanModel.Choice"/>.</summary>
    public required int Twin { get; init; }
}
