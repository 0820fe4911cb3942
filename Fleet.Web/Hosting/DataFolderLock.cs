namespace Fleet.Web.Hosting;

/// <summary>One server per data folder: a second one would plan, book and drive against the first. The system frees it when the process ends.</summary>
sealed class DataFolderLock : IDisposable
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

    public void Dispose() => _file.Dispose();
}
