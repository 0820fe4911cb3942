namespace Fleet.Silo.Hosting;

/// <summary>One server per data folder: a second one would plan, book and drive against the first. The system frees it when the process ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    readonly FileStream _file;

    DataFolderLock(FileStream file) => _file = file;

    /// <summary>Null when another server has the folder.</summary>
    public static DataFolderLock? Take(string folder)
    {
        try
        {
            return new(new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>What to say to whoever comes second.</summary>
    public static string Taken(string folder) =>
        $"Another Fleet server uses the data folder {folder}. Stop it, or choose another folder with --data.";

    public void Dispose() => _file.Dispose();
}
