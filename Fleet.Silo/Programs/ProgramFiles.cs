using System.Security.Cryptography;

namespace Fleet.Silo.Programs;

/// <summary>
/// Programs as files, named by their SHA-256. A file appears under its name only when it is whole. In a cluster the database holds
/// every program, and a node's files are what it has needed so far.
/// </summary>
public sealed class ProgramFiles
{
    readonly string _folder;
    readonly string _incoming;
    readonly BlobStore? _shared;

    /// <param name="folder">Its own folder of this server, or one that all nodes share.</param>
    /// <param name="incoming">For what is still arriving; what a broken upload left behind in it is removed.</param>
    /// <param name="shared">Where other nodes find the programs of this one; null when the folder is enough.</param>
    public ProgramFiles(string folder, string incoming, BlobStore? shared = null)
    {
        (_folder, _incoming, _shared) = (folder, incoming, shared);
        if (Directory.Exists(_incoming))
            Directory.Delete(_incoming, recursive: true);
        Directory.CreateDirectory(_incoming);
    }

    /// <summary>Null when there is no such program.</summary>
    public async Task<Stream?> Open(string programId, CancellationToken cancellation)
    {
        if (!IsId(programId))
            return null;
        var path = PathOf(programId);
        if (!File.Exists(path) && !await FetchShared(programId, cancellation))
            return null;
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
    }

    /// <summary>Gives the other nodes a program that this one has as a file; nothing without other nodes.</summary>
    public async Task Share(string programId, CancellationToken cancellation)
    {
        if (_shared is null || !File.Exists(PathOf(programId)))
            return;
        await using var file = File.OpenRead(PathOf(programId));
        await _shared.Store(programId, file, cancellation);
    }

    /// <summary>Takes a program away from this server; <see cref="BlobStore.Remove"/> takes it from the others.</summary>
    public void Remove(string programId)
    {
        if (!IsId(programId))
            return;
        File.Delete(PathOf(programId));
        File.Delete(ToolpathOf(programId));
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

    async Task<bool> FetchShared(string programId, CancellationToken cancellation)
    {
        if (_shared is null || !await _shared.Has(programId, cancellation))
            return false;
        using var arrival = new Arrival(this, Path.Combine(_incoming, Guid.NewGuid().ToString("n")));
        await using (var file = new FileStream(arrival.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await foreach (var chunk in _shared.Read(programId, cancellation))
            {
                hash.AppendData(chunk);
                await file.WriteAsync(chunk, cancellation);
            }
            arrival.ProgramId = Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        if (arrival.ProgramId != programId)
            throw new InvalidDataException($"The program {programId} is damaged in the database. Restore it from a backup, or upload it again.");
        arrival.Move();
        return true;
    }

    /// <summary>Where the toolpath made from a program is kept; empty for what is no program's id.</summary>
    internal string ToolpathOf(string programId) => IsId(programId) ? PathOf(programId) + ".toolpath" : "";

    /// <summary>A place for a file that is still being written, on the same disk.</summary>
    internal string Unfinished() => Path.Combine(_incoming, Guid.NewGuid().ToString("n"));

    static bool IsId(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigitLower);

    string PathOf(string programId) => IsId(programId) ? Path.Combine(_folder, programId[..2], programId) : "";

    /// <summary>An uploaded file that nobody has accepted yet.</summary>
    public sealed class Arrival(ProgramFiles files, string path) : IDisposable
    {
        public string Path { get; } = path;

        public string ProgramId { get; internal set; } = "";

        public long SizeBytes { get; internal set; }

        /// <summary>Gives the file its name, on every node. Two uploads of the same bytes end as one file.</summary>
        public async Task Keep(CancellationToken cancellation)
        {
            if (files._shared is { } shared)
                await using (var content = File.OpenRead(Path))
                    await shared.Store(ProgramId, content, cancellation);
            Move();
        }

        internal void Move()
        {
            var target = files.PathOf(ProgramId);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Move(Path, target, overwrite: true);
        }

        public void Dispose() => File.Delete(Path);
    }
}
