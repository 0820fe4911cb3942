using System.Collections.Concurrent;
using System.Security.Cryptography;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Stations;

/// <summary>
/// Programs on the agent's disk, by hash. A download continues where it broke off; nothing is used before its SHA-256 is right.
/// The oldest go when the folder outgrows its limit.
/// </summary>
public sealed class ProgramCache
{
    const long LimitBytes = 4L << 30;

    readonly string _folder;
    readonly ConcurrentDictionary<string, SemaphoreSlim> _fetching = new();

    public ProgramCache(string folder) => Directory.CreateDirectory(_folder = folder);

    /// <summary>The path of the plain program, downloaded if need be.</summary>
    /// <param name="fetch">The server's bytes from an offset on.</param>
    /// <exception cref="InvalidDataException">The bytes do not have the hash, or are a damaged container; the message is for people.</exception>
    public async Task<string> Ready(string programId, Func<ulong, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> fetch, CancellationToken cancellation)
    {
        var plain = PathOf(programId, ".plain");
        if (File.Exists(plain))
            return plain;
        // Two machines may be given the same program at the same moment: the second waits for the first one's download.
        var turn = _fetching.GetOrAdd(programId, _ => new(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            if (!File.Exists(plain))
                await Fetch(programId, plain, fetch, cancellation);
            return plain;
        }
        finally
        {
            turn.Release();
        }
    }

    async Task Fetch(
        string programId, string plain, Func<ulong, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> fetch, CancellationToken cancellation)
    {
        MakeRoom(keep: programId);
        var part = PathOf(programId, ".part");
        await Download(part, fetch, cancellation);
        if (await HashOf(part, cancellation) != programId)
        {
            File.Delete(part);
            throw new InvalidDataException("The program arrived damaged from the server. Check the network of this agent, then let the job try again.");
        }
        // Unpacked once, so that the streaming thread reads plain lines.
        var draft = plain + ".draft";
        await using (var packed = File.OpenRead(part))
        await using (var lines = PlainProgram.Open(packed))
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            await lines.CopyToAsync(file, cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, plain, overwrite: true);
        File.Delete(part);
    }

    static async Task Download(
        string part, Func<ulong, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> fetch, CancellationToken cancellation)
    {
        await using var file = new FileStream(part, FileMode.Append, FileAccess.Write);
        await foreach (var chunk in fetch((ulong)file.Position, cancellation).WithCancellation(cancellation))
            await file.WriteAsync(chunk, cancellation);
        file.Flush(flushToDisk: true);
    }

    static async Task<string> HashOf(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    void MakeRoom(string keep)
    {
        var files = new DirectoryInfo(_folder).GetFiles().Where(file => !file.Name.StartsWith(keep, StringComparison.Ordinal))
            .OrderBy(file => file.LastAccessTimeUtc).ToList();
        var sum = files.Sum(file => file.Length);
        foreach (var file in files.TakeWhile(_ => sum > LimitBytes))
        {
            sum -= file.Length;
            file.Delete();
        }
    }

    string PathOf(string programId, string ending) =>
        programId.All(char.IsAsciiHexDigitLower) ? Path.Combine(_folder, programId + ending)
            : throw new InvalidDataException($"'{programId}' is no program's hash.");
}
