namespace Fleet.Tests.Reports;

/// <summary>A month with six people, two machines, two materials and names that a careless export would break.</summary>
public sealed class OctoberLedger : IAsyncLifetime
{
    public SmallLedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ledger = await SmallLedger.OnSqlite(SmallLedger.At("2026-11-20T12:00:00+01:00"));
        await Ledger.Supply();
        for (var i = 0; i < 6; i++)
        {
            await Ledger.Job($"j{i}", i % 2 == 0 ? "repair" : "a \"quoted\", one", $"person{i}");
            await Ledger.Run($"r{i}", $"j{i}", i % 2 == 0 ? "m1" : "laser", $"2026-10-0{i + 1}T10:00:00+02:00", $"2026-10-0{i + 1}T12:00:00+02:00", i == 3 ? "bad" : "good");
            await Ledger.Energy(i % 2 == 0 ? "m1" : "laser", $"r{i}", "processing", $"2026-10-0{i + 1}T10:00:00+02:00", $"2026-10-0{i + 1}T12:00:00+02:00", 10.1 + i);
            await Ledger.Material($"r{i}", "m1", i < 4 ? "PP" : "PLA", 3.3 * (i + 1), $"2026-10-0{i + 1}T12:00:00+02:00");
        }
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
