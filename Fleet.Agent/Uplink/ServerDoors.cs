namespace Fleet.Agent.Uplink;

/// <summary>
/// Where this agent may knock: what it was started with, and what the fleet told it, kept over restarts. After a failure the next door
/// is tried, so that an agent whose server died is at another one within seconds.
/// </summary>
sealed class ServerDoors
{
    const string FileName = "servers.txt";
    const int Most = 32;

    readonly string _path;
    readonly IReadOnlyList<Uri> _given;
    List<Uri> _doors;
    int _at;

    public ServerDoors(AgentOptions options)
    {
        _path = Path.Combine(options.Folder, FileName);
        _given = options.Servers;
        _doors = With(File.Exists(_path) ? File.ReadAllLines(_path) : []);
    }

    public Uri Current => _doors[_at % _doors.Count];

    /// <summary>The door did not open: knock at the next one.</summary>
    public void Next() => _at = (_at + 1) % _doors.Count;

    /// <summary>What a server said of itself and the others. The door that is open stays the current one.</summary>
    public void Learn(IReadOnlyCollection<string> servers)
    {
        var current = Current;
        var doors = With(servers);
        if (doors.SequenceEqual(_doors))
            return;
        _doors = doors;
        _at = Math.Max(0, _doors.IndexOf(current));
        try
        {
            File.WriteAllLines(_path, _doors.Except(_given).Select(door => door.ToString()));
        }
        catch (IOException)
        {
            // A full disk costs only the memory of the other doors.
        }
    }

    List<Uri> With(IEnumerable<string> told) =>
        [.. _given.Concat(told.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var door) && door.Scheme == Uri.UriSchemeHttps ? door : null).OfType<Uri>())
            .Distinct().Take(Most)];
}
