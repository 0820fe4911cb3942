using System.Security.Cryptography;

namespace Fleet.Silo.Programs;

/// <summary>Programs as files, named by their SHA-256. A file appears under its name only when it is whole.</summary>
public sealed class ProgramFiles
{
    readonly string _folder;
    readonly string _incoming;

    /// <param name="dataFolder">The server's data folder. What a broken upload left behind in it is removed.</param>
    public ProgramFiles(string dataFolder)
    {
        _folder = Path.Combine(dataFolder, "programs");
        _incoming = Path.Combine(_folder, "incoming");
        if (Directory.Exists(_incoming))
            Directory.Delete(_incoming, recursive: true);
        Directory.CreateDirectory(_incoming);
    }

    /// <summary>Null when there is no such program.</summary>
    public Stream? Open(string programId)
    {
        var path = PathOf(programId);
        return IsId(programId) && File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null;
    }

    /// <summary>Copies a stream to disk while hashing it.</summary>
    /// <returns>The arrived file, or null when it is larger than allowed. Disposing it removes what was not kept.</returns>
    public async Task<Arrival?> Receive(Stream source, long mostBytes, CancellationToken cancellation)
    {
        var arrival = new Arrival(this, Path.Combine(_incoming, Guid.NewGuid().ToString("n")));
        try
        {
            await using var file = new FileStream(arrival.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[128 * 1024];
            while (await source.ReadAsync(buffer, cancellation) is > 0 and var count)
            {
                arrival.SizeBytes += count;
                if (arrival.SizeBytes > mostBytes)
                {
                    arrival.Dispose();
                    return null;
                }
                hash.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
            file.Flush(flushToDisk: true);
            arrival.ProgramId = Convert.ToHexStringLower(hash.GetHashAndReset());
            return arrival;
        }
        catch
        {
            arrival.Dispose();
            throw;
        }
    }

    static bool IsId(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigitLower);

    string PathOf(string programId) => IsId(programId) ? Path.Combine(_folder, programId[..2], programId) : "";

    /// <summary>An uploaded file that nobody has accepted yet.</summary>
    public sealed class Arrival(ProgramFiles files, string path) : IDisposable
    {
        public string Path { get; } = path;

        public string ProgramId { get; internal set; } = "";

        public long SizeBytes { get; internal set; }

        /// <summary>Gives the file its name. Two uploads of the same bytes end as one file.</summary>
        public void Keep()
        {
            var target = files.PathOf(ProgramId);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Move(Path, target, overwrite: true);
        }

        public void Dispose() => File.Delete(Path);
    }
}
