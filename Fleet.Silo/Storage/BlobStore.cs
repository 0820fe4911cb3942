using System.Runtime.CompilerServices;

namespace Fleet.Silo.Storage;

/// <summary>
/// Files in the database, by their SHA-256, in chunks of 1 MiB: what one node of a cluster was given, every node has. A file is there
/// when its row is; chunks that a broken upload left behind are completed by the next one, because the same name means the same bytes.
/// </summary>
public sealed class BlobStore(IDatabase database, TimeProvider time)
{
    const int ChunkBytes = 1 << 20;

    public async Task Store(string id, Stream content, CancellationToken cancellation)
    {
        if (await Has(id, cancellation))
            return;
        var buffer = new byte[ChunkBytes];
        var size = 0L;
        for (var number = 0; await content.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, cancellation) is > 0 and var count; number++)
        {
            await database.Execute(
                "insert into blob_chunk (blob_id, number, bytes) values (@id, @number, @bytes) on conflict do nothing",
                new { id, number, bytes = buffer.AsSpan(0, count).ToArray() }, cancellation);
            size += count;
        }
        await database.Execute(
            "insert into blob (id, size_bytes, stored_at_ms) values (@id, @size, @now) on conflict do nothing",
            new { id, size, now = time.NowMs() }, cancellation);
    }

    public async Task<bool> Has(string id, CancellationToken cancellation) =>
        await database.Find<long>("select count(*) from blob where id = @id", new { id }, cancellation) == 1;

    /// <summary>The chunks in order; nothing when there is no such file.</summary>
    public async IAsyncEnumerable<byte[]> Read(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!await Has(id, cancellation))
            yield break;
        for (var number = 0; await Chunk(id, number, cancellation) is { } bytes; number++)
            yield return bytes;
    }

    public Task Remove(string id) =>
        database.Write(async transaction =>
        {
            await transaction.Execute("delete from blob where id = @id", new { id });
            return await transaction.Execute("delete from blob_chunk where blob_id = @id", new { id });
        });

    Task<byte[]?> Chunk(string id, int number, CancellationToken cancellation) =>
        database.Find<byte[]>("select bytes from blob_chunk where blob_id = @id and number = @number", new { id, number }, cancellation);
}
