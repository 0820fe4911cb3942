namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// Workshops that do not exist, for tests and figures: 60 % small printers, 20 % large ones, 10 % resin, 10 % attended mills; log-normal
/// durations, twelve materials, two nozzles, people from Monday to Saturday 9 to 21 h, a fifth of the printers with auto-eject, a circuit
/// at 65 % of the name plates, a grid with days and winds. The same seed gives the same workshop.
/// </summary>
public static class FleetGenerator
{
    const int SlotsPerHour = 4, SlotsPerDay = 96, Days = 14;

    /// <param name="runs">From 1.</param>
    /// <param name="machines">From 4, so that every kind is there.</param>
    public static PlanningProblem Generate(int runs, int machines, int seed)
    {
        var random = new Random(seed);
        var built = Enumerable.Range(0, machines).Select(m => Machine(m, machines, random)).ToList();
        return new()
        {
            HorizonSlots = Days * SlotsPerDay,
            Machines = built,
            Circuits = [new("main", Math.Max(built.Max(machine => Math.Max(machine.PowerW, machine.HeatUpW)), built.Sum(machine => machine.PowerW) * 65 / 100))],
            Workshops = [new() { Id = "workshop", Present = Opening(), CarbonGPerKwh = Grid(random) }],
            Runs = [.. Enumerable.Range(0, runs).Select(r => Run(r, machines, random))],
            Policy = PlanPolicy.Default with { EnergyPerEur = 0 },
        };
    }

    static string Technology(int position, int count) => (position * 10 / count) switch
    {
        < 6 => "small",
        < 8 => "large",
        8 => "resin",
        _ => "mill",
    };

    static PlanMachine Machine(int index, int count, Random random)
    {
        var technology = Technology(index, count);
        var printer = technology is "small" or "large";
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"M{index:000}"),
            Workshop = "workshop",
            Tags = [technology],
            SpeedPermille = 850 + random.Next(4) * 100,
            Attributes = printer
                ? new Dictionary<string, string> { ["material"] = $"material {random.Next(12)}", ["nozzle"] = random.Next(2) == 0 ? "0.4" : "0.6" }
                : new Dictionary<string, string> { ["material"] = $"material {random.Next(12)}" },
            Setups = printer ? [new("material", 1, 10), new("nozzle", 1, 10)] : [new("material", 1, 10)],
            MayRun = technology == "mill" ? Opening() : null,
            Attended = technology == "mill",
            AutoEject = printer && random.Next(5) == 0,
            PowerW = technology switch { "small" => 90 + random.Next(6) * 15, "large" => 250 + random.Next(5) * 30, "resin" => 60, _ => 600 },
            Circuits = ["main"],
        };
    }

    static PlanRun Run(int index, int machines, Random random)
    {
        var technology = Technology(random.Next(10 * machines) / 10, machines);
        var (medianHours, materials) = technology switch { "small" => (3.0, 12), "large" => (7.0, 12), "resin" => (4.0, 4), _ => (1.5, 4) };
        var hours = medianHours * Math.Exp(0.8 * Normal(random));
        var slots = (int)Math.Clamp(Math.Round(hours * SlotsPerHour), 1, technology == "mill" ? 10 * SlotsPerHour : 48 * SlotsPerHour);
        var release = random.Next(3) == 0 ? random.Next(3 * SlotsPerDay) : 0;
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"R{index:00000}"),
            Needs = [technology],
            Attributes = technology is "small" or "large"
                ? new Dictionary<string, string> { ["material"] = $"material {random.Next(materials)}", ["nozzle"] = random.Next(4) == 0 ? "0.6" : "0.4" }
                : new Dictionary<string, string> { ["material"] = $"material {random.Next(materials)}" },
            Duration = new(slots, slots + slots / 20, slots + slots / 10),
            ReleaseSlot = release,
            DueSlot = release + slots + 2 * SlotsPerHour + random.Next(5 * SlotsPerDay),
            Weight = random.Next(10) switch { 0 => 4, < 4 => 2, _ => 1 },
        };
    }

    static List<SlotSpan> Opening() =>
        [.. Enumerable.Range(0, Days).Where(day => day % 7 != 6).Select(day => new SlotSpan(day * SlotsPerDay + 9 * SlotsPerHour, day * SlotsPerDay + 21 * SlotsPerHour))];

    /// <summary>g/kWh: noon is cleaner than evening, and windy days are cleaner than calm ones.</summary>
    static List<int> Grid(Random random)
    {
        var series = new List<int>(Days * SlotsPerDay);
        var wind = 0.0;
        for (var slot = 0; slot < Days * SlotsPerDay; slot++)
        {
            wind = wind * 0.995 + Normal(random) * 9;
            series.Add((int)Math.Clamp(313 + wind + 40 * Math.Cos((slot % SlotsPerDay - 70) * 2 * Math.PI / SlotsPerDay), 80, 600));
        }
        return series;
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
