using System.Security.Cryptography;
using Fleet.Silo.Desk;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports;

/// <summary>
/// Publishes reports: what is published is kept as the bytes that it was, in every format, for as long as the database lives. Facts that
/// come later change no published figure; they are counted beside it.
/// </summary>
public sealed class PublishedDesk(IDatabase database, SheetDesk sheets, InventoryDesk inventories, TimeProvider time)
{
    const int LongestTitle = 200;

    public Task<IReadOnlyList<PublishedView>> List() => database.List<PublishedView>("select id, kind, title, group_by, from_ms, to_ms, published_at_ms, published_by, method, seed from frozen_report order by published_at_ms desc");

    public Task<PublishedView?> Find(string id) =>
        database.Find<PublishedView>("select id, kind, title, group_by, from_ms, to_ms, published_at_ms, published_by, method, seed from frozen_report where id = @id", new { id });

    public Task<IReadOnlyList<PublishedFileView>> Files(string id) =>
        database.List<PublishedFileView>("select name, media_type, sha256, cast(length(bytes) as bigint) as size_bytes from frozen_file where report_id = @id order by name", new { id });

    public async Task<(string MediaType, byte[] Bytes)?> File(string id, string name) =>
        await database.Find<FileRow>("select media_type, bytes from frozen_file where report_id = @id and name = @name", new { id, name }) is { } row ? (row.MediaType, row.Bytes) : null;

    public async Task<Answer<PublishedView>> Publish(ReportQuestion question, string? title, CancellationToken cancellation = default)
    {
        if (question.Visitor.Role < Role.Officer)
            return Refusal.Forbidden("Officers and administrators publish reports. Ask one of them.");
        if (string.IsNullOrWhiteSpace(title) || title.Length > LongestTitle)
            return Refusal.Invalid("title", $"Give the report a title of up to {LongestTitle} characters.");
        var now = time.NowMs();
        // The seed is kept with the report; any number would do.
        var answer = await sheets.Read(question with { Seed = question.Seed ?? now, ForPublic = true }, cancellation);
        if (answer.Refusal is { } refused)
            return refused;
        var sheet = answer.Value!;
        if (sheet.To.ToUnixTimeMilliseconds() > now)
            return Refusal.Conflict("notOver", "The period is not over. Publish it when it is, or choose an earlier end.");
        var files = new List<(string Name, string MediaType, byte[] Bytes)>
        {
            ("report.json", "application/json", SheetJson.Write(sheet)), ("report.csv", "text/csv; charset=utf-8", SheetCsv.Write(sheet, sheet.Main)),
            ("report.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", SheetXlsx.Write(sheet)), ("report.pdf", "application/pdf", SheetPdf.Write(sheet)),
            ("tables.zip", "application/zip", FlatPackage.Write(sheet)),
        };
        if ((await inventories.Read(question, cancellation)).Value is { } inventory)
        {
            using var zip = new MemoryStream();
            InventoryDesk.WriteOpenLca(inventory, zip);
            files.Add(("openlca.zip", "application/zip", zip.ToArray()));
        }
        var id = Ids.New(time);
        await database.Write(async transaction =>
        {
            await transaction.Execute(
                """
                insert into frozen_report (id, kind, title, group_by, from_ms, to_ms, published_at_ms, published_by, method, seed)
                values (@id, @kind, @title, @groupBy, @from, @to, @now, @by, @method, @seed)
                """, new
                {
                    id, kind = Word.Of(sheet.Kind), title = title.Trim(), groupBy = sheet.GroupBy, from = sheet.From.ToUnixTimeMilliseconds(), to = sheet.To.ToUnixTimeMilliseconds(), now,
                    by = question.Visitor.Name, method = sheet.Method, seed = sheet.Seed,
                });
            foreach (var (name, mediaType, bytes) in files)
                await transaction.Execute("insert into frozen_file (report_id, name, media_type, sha256, bytes) values (@id, @name, @mediaType, @sha256, @bytes)",
                    new { id, name, mediaType, sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes });
            return true;
        }, cancellation);
        return (await Find(id))!;
    }

    /// <summary>What was booked about the period after it was published.</summary>
    public async Task<CorrectionsView?> Corrections(string id)
    {
        if (await Find(id) is not { } report)
            return null;
        var since = new { mark = LedgerMark.At(report.PublishedAtMs), report.FromMs, report.ToMs, report.PublishedAtMs };
        var energy = await database.Find<(long Count, double Wh)>(
            "select count(*), coalesce(sum(wh), 0.0) from energy_booking where id > @mark and to_ms > @FromMs and from_ms < @ToMs", since);
        var material = await database.Find<(long Count, double G)>(
            "select count(*), coalesce(sum(mass_g), 0.0) from material_booking where id > @mark and at_ms >= @FromMs and at_ms < @ToMs", since);
        var outcomes = await database.Find<long>("select count(*) from run where outcome_at_ms > @PublishedAtMs and ended_at_ms >= @FromMs and ended_at_ms < @ToMs", since);
        var sets = await database.List<string>("select name from factor_set where imported_at_ms > @PublishedAtMs order by name", since);
        return new(energy.Count, energy.Wh, material.Count, material.G, outcomes, sets);
    }

    sealed record FileRow
    {
        public string MediaType { get; init; } = "";
        public byte[] Bytes { get; init; } = [];
    }
}
