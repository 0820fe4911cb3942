using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Fleet.Silo.Gateway;
using Fleet.Silo.Grains;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>
/// New versions of the agent that this fleet offers to its agents. An administrator uploads the file that
/// <c>./fleet publish agent</c> made; the fleet's authority signs it; agents take it when no run is on.
/// </summary>
public sealed partial class ReleaseDesk(IDatabase database, BlobStore blobs, FleetAuthority authority, IGrainFactory grains, TimeProvider time)
{
    public async Task<Answer<ReleaseRow>> Offer(string version, string rid, Stream file, Visitor visitor, CancellationToken cancellation)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators offer new versions to the agents.");
        if (!VersionPattern().IsMatch(version))
            return Refusal.Invalid("version", $"'{version}' is no version. Write it as 1.2.3.");
        if (!RidPattern().IsMatch(rid))
            return Refusal.Invalid("rid", $"'{rid}' is no kind of machine that agents run on: linux-arm64, linux-x64 or linux-arm.");
        var temporary = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(temporary))
                await file.CopyToAsync(copy, cancellation);
            await using var content = File.OpenRead(temporary);
            var blobId = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
            content.Position = 0;
            await blobs.Store(blobId, content, cancellation);
            var row = new ReleaseRow
            {
                Version = version, Rid = rid, BlobId = blobId, Signature = authority.SignText($"{version}\n{rid}\n{blobId}"), OfferedAtMs = time.NowMs(),
                SizeBytes = content.Length,
            };
            await database.Execute(
                """
                insert into agent_release (version, rid, blob_id, signature, offered_at_ms) values (@Version, @Rid, @BlobId, @Signature, @OfferedAtMs)
                on conflict (version, rid) do update set blob_id = excluded.blob_id, signature = excluded.signature, offered_at_ms = excluded.offered_at_ms
                """, row, cancellation);
            foreach (var agentId in await database.List<string>("select id from agent where architecture = @rid and revoked_at_ms is null", new { rid }, cancellation))
                grains.GetGrain<IAgentGrain>(agentId).ReleasesChanged().Ignore();
            return row;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<ReleaseRow>> List() =>
        database.List<ReleaseRow>("select agent_release.*, blob.size_bytes from agent_release join blob on blob.id = agent_release.blob_id order by offered_at_ms desc");

    public async Task<Refusal?> Withdraw(string version, string rid) =>
        await database.Execute("delete from agent_release where version = @version and rid = @rid", new { version, rid }) == 1
            ? null
            : Refusal.NotFound("release", $"{version} for {rid}");

    /// <summary>What an agent of this kind and version should become; null when it is as new as it gets.</summary>
    public async Task<ReleaseRow?> Newer(string rid, string version)
    {
        if (rid.Length == 0 || !Version.TryParse(version, out var present))
            return null;
        return (await List()).Where(release => release.Rid == rid && Version.Parse(release.Version) > present).MaxBy(release => Version.Parse(release.Version));
    }

    /// <summary>The file of an offered release; null when it is not offered.</summary>
    public async Task<Stream?> Open(string blobId, CancellationToken cancellation)
    {
        if (await database.Find<long>("select count(*) from agent_release where blob_id = @blobId", new { blobId }, cancellation) == 0)
            return null;
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await foreach (var chunk in blobs.Read(blobId, cancellation))
            await file.WriteAsync(chunk, cancellation);
        file.Position = 0;
        return file;
    }

    [GeneratedRegex(@"^\d{1,5}\.\d{1,5}\.\d{1,5}$")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("^linux-(arm64|x64|arm)$")]
    private static partial Regex RidPattern();
}
