using System.Net;
using Fleet.Agent.Journal;
using Fleet.Agent.Meters;
using Fleet.Protocol;

namespace Fleet.Tests.Meters;

/// <summary>Meters that no machine's station reads: of a circuit, of an extraction.</summary>
public sealed class FreeMetersTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-free-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task They_are_read_into_the_journal_and_name_no_machine()
    {
        using var server = new DeviceServer(_ => (200, """{"total":12.5}"""));
        using var journal = new FactJournal(Path.Combine(_folder, "journal.db"), new(TimeProvider.System));
        await using var meters = Meters(journal);
        await meters.Set([new MeterSetup { MeterId = "circuit", Kind = "http-json", Address = $"http://127.0.0.1:{server.Port}/#total;unit=kWh" }]);
        var entry = await First(journal);
        Assert.Equal(("", "circuit", 12_500), (entry.MachineId, entry.MeterReading.MeterId, entry.MeterReading.CounterWh));
        Assert.Empty(meters.Troubles);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_missing_and_says_what_to_do()
    {
        using var journal = new FactJournal(Path.Combine(_folder, "journal.db"), new(TimeProvider.System));
        await using var meters = Meters(journal);
        var told = new TaskCompletionSource();
        meters.Changed += () => told.TrySetResult();
        await meters.Set([new MeterSetup { MeterId = "circuit", Kind = "tasmota", Address = "http://127.0.0.1:1" }]);
        Assert.False((await First(journal)).MeterReading.HasCounterWh);
        await told.Task.WaitAsync(Cancellation);
        Assert.Contains("does not answer", Assert.Single(meters.Troubles), StringComparison.Ordinal);
        await meters.Set([]);
        Assert.Empty(meters.Troubles);
    }

    static FreeMeters Meters(FactJournal journal) => new(journal, TimeProvider.System, new MeterDiscovery(new(IPAddress.Loopback, 9)));

    static async Task<JournalEntry> First(FactJournal journal)
    {
        while (true)
        {
            if (journal.Read(0, 1) is [var entry, ..])
                return entry;
            await Task.Delay(20, Cancellation);
        }
    }
}
