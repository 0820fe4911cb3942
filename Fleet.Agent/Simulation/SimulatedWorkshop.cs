using System.Globalization;
using System.Text.Json;

namespace Fleet.Agent.Simulation;

/// <summary>The demo: four printers of three models, a router and a laser, each on its own port and plug, in one process.</summary>
public sealed class SimulatedWorkshop : IDisposable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    static readonly (string Name, string Place, string Profile)[] Machines =
    [
        ("Prusa links", "printer-1", "prusa-mk3s"),
        ("Prusa rechts", "printer-2", "prusa-mk3s"),
        ("Mini", "printer-3", "prusa-mini"),
        ("Ender", "printer-4", "ender-3"),
        ("Fräse", "router-1", "shapeoko-grbl"),
        ("Laser", "laser-1", "k40-laser-grbl"),
    ];

    readonly List<SimulatedMachine> _machines = [];
    readonly List<SimulatedPlug> _plugs = [];

    /// <param name="folder">Where the ports and <c>workshop.json</c> appear.</param>
    /// <param name="plugPortBase">TCP port of the first plug; the others follow.</param>
    /// <param name="profileOf">Finds a profile by its id.</param>
    /// <exception cref="IOException">A port's place is taken, or the folder cannot be written.</exception>
    public SimulatedWorkshop(string folder, double speed, int plugPortBase, Func<string, Profile> profileOf)
    {
        Directory.CreateDirectory(folder);
        var entries = new List<WorkshopEntry>();
        try
        {
            foreach (var (name, place, profile) in Machines)
            {
                var machine = new SimulatedMachine(profileOf(profile), Path.Combine(folder, place), speed);
                machine.Record.KeepLines = false;
                _machines.Add(machine);
                var plug = new SimulatedPlug(machine, place, plugPortBase + _plugs.Count);
                _plugs.Add(plug);
                entries.Add(new WorkshopEntry(name, profile, machine.Port, plug.Url, Environment.ProcessId));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        Entries = entries;
        string list = Path.Combine(folder, "workshop.json"), draft = list + string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}");
        File.WriteAllText(draft, JsonSerializer.Serialize(entries, Json));
        File.Move(draft, list, overwrite: true);
    }

    public IReadOnlyList<WorkshopEntry> Entries { get; }

    /// <summary>Since when no program has any of the ports open.</summary>
    public TimeSpan Unused => _machines.Min(machine => machine.Unused);

    public void Dispose()
    {
        foreach (var plug in _plugs)
            plug.Dispose();
        foreach (var machine in _machines)
            machine.Dispose();
    }
}
