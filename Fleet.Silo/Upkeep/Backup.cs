using System.IO.Compression;
using System.Text.Json;
using Fleet.Silo.Programs;

namespace Fleet.Silo.Upkeep;

/// <summary>
/// The whole workshop as one zip file that either engine can take in again: every table of one moment, every program, and what they must
/// add up to. It holds the keys of the fleet and the passwords' hashes: keep it like them.
/// </summary>
public static class Backup
{
    const string ManifestName = "manifest.json";

    /// <summary>Writes beside the name first, so that a backup is there whole or not at all.</summary>
    public static async Task<BackupManifest> Write(string path, DatabaseSnapshot snapshot, ProgramFiles programs, TimeProvider time, CancellationToken cancellation)
    {
        var draft = path + ".draft";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        BackupManifest manifest;
        await using (var file = new FileStream(draft, options))
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                manifest = await Write(zip, snapshot, programs, time, cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        return manifest;
    }

    /// <summary>Reads a backup into an empty database and compares what arrived with what the backup says it holds.</summary>
    /// <exception cref="InvalidDataException">The backup is damaged or of a newer Fleet; the message is for people.</exception>
    public static async Task<BackupManifest> Restore(string path, EmptyDatabase database, ProgramFiles programs, CancellationToken cancellation)
    {
        using var zip = ZipFile.OpenRead(path);
        var manifest = await ManifestOf(zip, cancellation);
        foreach (var expected in manifest.Tables)
        {
            var shape = new TableShape(expected.Table, manifest.Columns[expected.Table]);
            var arrived = await database.Fill(shape, Rows(Entry(zip, $"tables/{expected.Table}.jsonl")));
            if (!arrived.Agrees(expected))
                throw new InvalidDataException($"The table {expected.Table} of the backup is damaged: {arrived.Rows} rows with hash {arrived.Hash:x16} instead of {expected.Rows} with {expected.Hash:x16}.");
        }
        foreach (var programId in manifest.Programs)
        {
            await using var content = await Entry(zip, $"programs/{programId}").OpenAsync(cancellation);
            using var arrival = await programs.Receive(content, long.MaxValue, cancellation);
            if (arrival!.ProgramId != programId)
                throw new InvalidDataException($"The program {programId} of the backup is damaged.");
            await arrival.Keep(cancellation);
        }
        return manifest;
    }

    static async Task<BackupManifest> Write(ZipArchive zip, DatabaseSnapshot snapshot, ProgramFiles programs, TimeProvider time, CancellationToken cancellation)
    {
        var digests = new List<TableDigest>();
        var programIds = await snapshot.ProgramIds();
        foreach (var table in snapshot.Tables)
        {
            var tally = new TableTally(table.Table);
            await using var entry = await zip.CreateEntry($"tables/{table.Table}.jsonl", CompressionLevel.Fastest).OpenAsync(cancellation);
            await foreach (var row in snapshot.Rows(table))
            {
                var line = RowText.Write(row);
                tally.Add(row, line);
                await entry.WriteAsync(line, cancellation);
                entry.WriteByte((byte)'\n');
            }
            digests.Add(tally.Digest);
        }
        var kept = new List<string>();
        foreach (var programId in programIds)
        {
            await using var content = await programs.Open(programId, cancellation);
            if (content is null)
                continue; // Removed by the retention rule; its runs stay.
            await using var entry = await zip.CreateEntry($"programs/{programId}", CompressionLevel.Fastest).OpenAsync(cancellation);
            await content.CopyToAsync(entry, cancellation);
            kept.Add(programId);
        }
        var manifest = new BackupManifest(1, snapshot.Schema, time.GetUtcNow(),
            snapshot.Tables.ToDictionary(table => table.Table, table => table.Columns), digests, kept);
        await using var last = await zip.CreateEntry(ManifestName).OpenAsync(cancellation);
        await JsonSerializer.SerializeAsync(last, manifest, cancellationToken: cancellation);
        return manifest;
    }

    static async Task<BackupManifest> ManifestOf(ZipArchive zip, CancellationToken cancellation)
    {
        await using var stream = await Entry(zip, ManifestName).OpenAsync(cancellation);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, cancellationToken: cancellation)
            ?? throw new InvalidDataException("The backup's manifest is empty.");
        return manifest.Format == 1 ? manifest : throw new InvalidDataException($"The backup has format {manifest.Format}; this Fleet reads format 1. Use the newer Fleet.");
    }

    static ZipArchiveEntry Entry(ZipArchive zip, string name) =>
        zip.GetEntry(name) ?? throw new InvalidDataException($"The backup has no {name}: it is incomplete.");

    static async IAsyncEnumerable<object?[]> Rows(ZipArchiveEntry entry)
    {
        await using var stream = await entry.OpenAsync();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { } line)
            yield return RowText.Read(System.Text.Encoding.UTF8.GetBytes(line));
    }
}
