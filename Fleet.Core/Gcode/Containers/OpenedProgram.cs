namespace Fleet.Core.Gcode.Containers;

/// <summary>The plain text of a program and what its container knew about it.</summary>
sealed record OpenedProgram(Stream Plain) : IDisposable
{
    public IReadOnlyList<(string Key, string Value)> Metadata { get; init; } = [];

    public IReadOnlyList<Thumbnail> Thumbnails { get; init; } = [];

    public void Dispose() => Plain.Dispose();
}
