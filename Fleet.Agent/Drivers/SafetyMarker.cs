namespace Fleet.Agent.Drivers;

/// <summary>
/// A file that is there while a run is on, and until the machine was made safe after it. An agent that was killed finds it at its next
/// start and turns heat and spindle off as soon as the machine answers.
/// </summary>
sealed class SafetyMarker
{
    readonly string _path;

    internal SafetyMarker(string folder)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, "run-in-progress");
        IsSet = File.Exists(_path);
    }

    internal bool IsSet { get; private set; }

    internal void Set()
    {
        if (!IsSet)
            File.WriteAllText(_path, "");
        IsSet = true;
    }

    internal void Clear()
    {
        if (IsSet)
            File.Delete(_path);
        IsSet = false;
    }
}
