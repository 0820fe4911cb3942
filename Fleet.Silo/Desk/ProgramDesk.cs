using Fleet.Core.Gcode;
using Fleet.Silo.Hosting;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Takes programs in: hashed while they arrive, analysed once, kept only when they are understood.</summary>
public sealed class ProgramDesk(IDatabase database, ProgramFiles files, FleetOptions options, TimeProvider time)
{
    const int LongestName = 200;

    /// <param name="fileName">As the browser or slicer sent it; only its last part is used, and only for people to read.</param>
    public async Task<Answer<ProgramReceipt>> Receive(Stream body, string? fileName, Visitor visitor, CancellationToken cancellation)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot upload programs. Ask for a member's account.");
        using var arrival = await files.Receive(body, options.LargestProgramBytes, cancellation);
        if (arrival is null)
            return new Refusal(RefusalKind.TooLarge, "tooLarge",
                $"The file is larger than {options.LargestProgramBytes / (1 << 20)} MiB, the most that this server takes. Slice it coarser, or ask an administrator to raise the limit.");
        var (name, cleaned) = CleanName(fileName);
        if (await Find(arrival.ProgramId) is { } known)
        {
            await Return(known, arrival, cancellation);
            return new ProgramReceipt(known, ProgramFacts.Read(known.Analysis), Duplicate: true, cleaned);
        }

        var outcome = await Task.Run(() =>
        {
            using var file = File.OpenRead(arrival.Path);
            return ProgramAnalyser.Analyse(file, null, AnalysisOptions.Default, cancellation);
        }, cancellation);
        if (outcome is not AnalysisOutcome.Analysed(var analysis, var thumbnails))
            return Refusal.Invalid("notAnalysable", ((AnalysisOutcome.NotAnalysable)outcome).Sentence);

        await arrival.Keep(cancellation);
        var row = new ProgramRow
        {
            Id = arrival.ProgramId, Name = name, SizeBytes = arrival.SizeBytes, Kind = analysis.Kind is { } kind ? Word.Of(kind) : null,
            Analysis = ProgramFacts.Write(analysis), UploadedBy = visitor.AccountId, UploadedAtMs = time.NowMs(),
        };
        var picture = Picture.Best(thumbnails);
        await database.Write(async transaction =>
        {
            await transaction.Execute(
                """
                insert into program (id, name, size_bytes, kind, analysis, uploaded_by, uploaded_at_ms)
                values (@Id, @Name, @SizeBytes, @Kind, @Analysis, @UploadedBy, @UploadedAtMs) on conflict do nothing
                """, row);
            if (picture is not null)
                await transaction.Execute(
                    "insert into program_thumbnail (program_id, png) values (@Id, @picture) on conflict do nothing", new { row.Id, picture });
            return true;
        }, CancellationToken.None);
        return new ProgramReceipt(row, analysis, Duplicate: false, cleaned);
    }

    /// <summary>A program whose bytes the retention rule had taken is whole again.</summary>
    async Task Return(ProgramRow known, ProgramFiles.Arrival arrival, CancellationToken cancellation)
    {
        if (known.RemovedAtMs is null)
            return;
        await arrival.Keep(cancellation);
        await database.Execute("update program set removed_at_ms = null, uploaded_at_ms = @now where id = @Id", new { known.Id, now = time.NowMs() }, cancellation);
    }

    public Task<ProgramRow?> Find(string programId) =>
        database.Find<ProgramRow>("select * from program where id = @programId", new { programId });

    /// <summary>PNG, or null when the slicer put none into the program.</summary>
    public Task<byte[]?> Thumbnail(string programId) =>
        database.Find<byte[]>("select png from program_thumbnail where program_id = @programId", new { programId });

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<ProgramRow>> Recent(int most) =>
        database.List<ProgramRow>("select * from program order by uploaded_at_ms desc limit @most", new { most });

    static (string Name, bool Cleaned) CleanName(string? fileName)
    {
        var last = (fileName ?? "").Split('/', '\\')[^1];
        var plain = new string([.. last.Where(c => !char.IsControl(c))]).Trim().TrimStart('.');
        if (plain.Length > LongestName)
            plain = plain[^LongestName..];
        return plain.Length == 0 ? ("program.gcode", true) : (plain, plain != fileName);
    }
}
