using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Power;
using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>The machines of one workshop in the planner's words.</summary>
sealed class PlanMachines(RuledWorkshop workshop, IReadOnlyList<CircuitRules> circuits, PlanCalendar calendar)
{
    /// <summary>For how long a machine that is away counts as away, slots: the plan does not send work there, nor forget it.</summary>
    public const int AwaySlots = 4;

    readonly WorkshopRules _rules = workshop.Rules;

    /// <param name="isActive">A run is on it.</param>
    /// <param name="coloured">Colours count as set-ups.</param>
    public PlanMachine Of(MachineOffer offer, IEnumerable<BookingRow> bookings, bool isActive, bool coloured)
    {
        var own = _rules.For(offer.MachineId);
        var attended = offer.Profile.Start.Attended;
        var closed = bookings.Select(row => new SlotSpan(Math.Max(0, calendar.Floor(row.FromMs)), calendar.Ceiling(row.ToMs))).ToList();
        var away = !isActive && offer.State is MachineState.Offline or MachineState.Fault or MachineState.Locked or MachineState.NeedsYou;
        if (away)
            closed.Add(new(0, AwaySlots));
        var draw = Draw(offer);
        return new()
        {
            Id = offer.MachineId, Name = offer.Name, Workshop = workshop.Id,
            Tags = [.. own.Tags, .. offer.Group is { Length: > 0 } group ? [GroupTag(group)] : Array.Empty<string>()],
            SpeedPermille = own.SpeedPermille,
            Attributes = offer.Loaded is [var lot, ..] ? Attributes(lot.Material, lot.Colour) : new Dictionary<string, string>(),
            // A spool of another material in another colour is one change that counts as two: dearer than it is, never too cheap.
            Setups = offer.Profile.Kind != MachineKind.Fff ? [] : coloured ? [Change("material"), Change("colour")] : [Change("material")],
            MayStart = own.MayStart is { } start ? calendar.Inside(start) : null,
            MayRun = calendar.Both(_rules.RunHours(offer.MachineId, attended), own.Loud ? _rules.Quiet : null),
            Closed = closed, Attended = attended, BedFull = offer.State == MachineState.BedFull, Induction = own.Induction,
            ClearSlots = own.AutoEject ? 0 : Math.Max(1, calendar.Slots(own.ClearMinutes)), AutoEject = own.AutoEject,
            PowerW = draw.WorkingW, HeatUpW = HeatUpOverSlotW(offer, draw), Circuits = draw.Circuits,
        };
    }

    public HeatUpDraw Draw(MachineOffer offer)
    {
        var (own, power) = (_rules.For(offer.MachineId), offer.Profile.Power);
        var working = own.WorkingW ?? (int)Math.Ceiling(power.ProcessingW);
        return new(offer.MachineId, Math.Max(working, own.HeatUpW ?? (int)Math.Ceiling(power.WarmUpW)), working,
            [.. circuits.Where(circuit => circuit.Feeds(offer.MachineId)).Select(circuit => circuit.Id)]);
    }

    public static string GroupTag(string group) => $"group {group}";

    /// <summary>What must be set up, by kind; upper case, because people write it in both.</summary>
    public static Dictionary<string, string> Attributes(string? material, string? colour)
    {
        var attributes = new Dictionary<string, string>();
        if (material is { Length: > 0 })
            attributes["material"] = material.ToUpperInvariant();
        if (colour is { Length: > 0 })
            attributes["colour"] = colour.Trim().ToUpperInvariant();
        return attributes;
    }

    SetupRule Change(string kind) => new(kind, calendar.Slots(_rules.MaterialChangeMinutes), _rules.MaterialChangeCost, Minutes: _rules.MaterialChangeMinutes);

    /// <summary>The plan counts with averages over its slots; the peak itself is what the heat-up tokens are for.</summary>
    int HeatUpOverSlotW(MachineOffer offer, HeatUpDraw draw)
    {
        var heatUp = Math.Min(1, ((offer.Profile.Bed?.HeatUpSeconds ?? 0) + offer.Profile.Tools[0].HeatUpSeconds) / (calendar.SlotMinutes * 60.0));
        return (int)Math.Ceiling(draw.HeatUpW * heatUp + draw.WorkingW * (1 - heatUp));
    }
}
