namespace Fleet.Agent.Cli;

/// <summary>The <c>machines/</c> folder that belongs to this program: beside it, above it, or where the person stands.</summary>
static class ProfileFolder
{
    /// <summary>All readable profiles; empty where no folder is found.</summary>
    internal static ProfileLibrary Read() =>
        ProfileLibrary.Read(Find() is { } folder
            ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))
            : []);

    static string? Find()
    {
        foreach (string start in (ReadOnlySpan<string>)[AppContext.BaseDirectory, Directory.GetCurrentDirectory()])
            for (var folder = new DirectoryInfo(start); folder != null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "machines", "schema.json")))
                    return Path.Combine(folder.FullName, "machines");
        return null;
    }
}
