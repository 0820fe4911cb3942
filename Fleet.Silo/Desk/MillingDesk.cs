using System.Text.Json;
using Fleet.Core.Material.Milling;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Programs;

namespace Fleet.Silo.Desk;

/// <summary>Hears what a milling program is run on, and says what it removes.</summary>
public sealed class MillingDesk(IDatabase database, ProgramFiles files, TimeProvider time)
{
    public async Task<MillingView?> Find(string programId) =>
        await database.Find<(string Setup, double RemovedMm3, double StockMm3)?>("select setup, removed_mm3, stock_mm3 from milling_setup where program_id = @programId", new { programId }) is { } row
            && JsonSerializer.Deserialize<MillingSetup>(row.Setup, ProgramFacts.Json) is { } setup
            ? new(setup.Stock, setup.Tools, row.RemovedMm3, row.StockMm3, row.StockMm3 - row.RemovedMm3)
            : null;

    public async Task<Answer<MillingView>> Set(string programId, MillingRequest request, Visitor visitor, CancellationToken cancellation)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot say what a program is run on.");
        if (request.Stock is not { } stock || request.Tools is not { Count: > 0 } tools)
            return Refusal.Invalid("milling", "Name the stock (minXMm, minYMm, topZMm, lengthMm, widthMm, thicknessMm) and at least one tool ({ \"0\": { \"kind\": \"flat\", \"diameterMm\": 6 } }).");
        var setup = new MillingSetup(stock, tools);
        if (setup.Fault() is { } fault)
            return Refusal.Invalid("milling", fault);
        await using var program = await files.Open(programId, cancellation);
        if (program is null)
            return Refusal.NotFound("program", programId);
        if (await Task.Run(() => StockSweep.Of(program, null, setup, cancellation), cancellation) is not { } removed)
            return Refusal.Invalid("notAnalysable", "The program cannot be analysed. Upload it again to see why.");
        if (removed.UnknownTools.Count > 0)
            return Refusal.Invalid("tool", $"The program uses tool {string.Join(" and ", removed.UnknownTools)}, which is not among those named. Name its kind and diameter too.");
        await database.Execute(
            """
            insert into milling_setup (program_id, setup, removed_mm3, stock_mm3, by_account, at_ms) values (@programId, @setup, @RemovedMm3, @StockMm3, @AccountId, @now)
            on conflict (program_id) do update set setup = @setup, removed_mm3 = @RemovedMm3, stock_mm3 = @StockMm3, by_account = @AccountId, at_ms = @now
            """,
            new { programId, setup = JsonSerializer.Serialize(setup, ProgramFacts.Json), removed.RemovedMm3, removed.StockMm3, visitor.AccountId, now = time.NowMs() }, CancellationToken.None);
        return (await Find(programId))!;
    }
}
