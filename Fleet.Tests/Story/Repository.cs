namespace Fleet.Tests.Story;

/// <summary>Where this checkout is.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", name);

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout of Fleet.");
    }
}
