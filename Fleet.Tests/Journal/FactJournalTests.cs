using Fleet.Agent.Journal;
using Fleet.Protocol;

namespace Fleet.Tests.Journal;

public sealed class FactJournalTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-journal-").FullName;
    readonly AgentClock _clock = new(TimeProvider.System);

    string Path => System.IO.Path.Combine(_folder, "journal.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Facts_come_back_in_order_and_survive_a_new_process()
    {
        using (var journal = new FactJournal(Path, _clock))
        {
            journal.Append(Event("a", RunEventKind.Started), Event("a", RunEventKind.PhaseChanged));
            journal.Append(Event("a", RunEventKind.Finished));
        }
        using var again = new FactJournal(Path, _clock);
        Assert.Equal([RunEventKind.Started, RunEventKind.PhaseChanged, RunEventKind.Finished], again.Read(0, 10).Select(entry => entry.RunEvent.Kind));
        Assert.Equal([1UL, 2UL, 3UL], again.Read(0, 10).Select(entry => entry.Sequence));
    }

    [Fact]
    public void What_the_server_has_is_forgotten_and_its_sequence_never_comes_again()
    {
        using var journal = new FactJournal(Path, _clock);
        journal.Append(Event("a", RunEventKind.Started), Event("a", RunEventKind.Finished));
        journal.Forget(journal.Epoch, 2);
        Assert.Equal(0UL, journal.First());
        journal.Append(Event("b", RunEventKind.Started));
        Assert.Equal(3UL, Assert.Single(journal.Read(0, 10)).Sequence);
    }

    [Fact]
    public void An_acknowledgement_of_another_epoch_forgets_nothing()
    {
        using var journal = new FactJournal(Path, _clock);
        journal.Append(Event("a", RunEventKind.Started));
        journal.Forget("somebody-else", 1);
        Assert.Single(journal.Read(0, 10));
    }

    [Fact]
    public void A_new_file_is_a_new_epoch()
    {
        using var first = new FactJournal(Path, _clock);
        using var second = new FactJournal(System.IO.Path.Combine(_folder, "other.db"), _clock);
        Assert.NotEqual(first.Epoch, second.Epoch);
    }

    [Fact]
    public void On_a_full_disk_facts_wait_in_memory_in_order_and_are_written_when_there_is_room()
    {
        using var journal = new FactJournal(Path, _clock);
        journal.Append(Event("a", RunEventKind.Started));
        journal.LimitPages(1);
        for (var number = 0; number < 500; number++)
            journal.Append(Event($"run-{number}", RunEventKind.PhaseChanged));
        Assert.Contains("wait in memory", journal.Trouble, StringComparison.Ordinal);
        Assert.True(journal.Read(0, 1000).Count < 501);

        journal.LimitPages(0);
        journal.Retry();
        Assert.Null(journal.Trouble);
        var facts = journal.Read(0, 1000);
        Assert.Equal(501, facts.Count);
        Assert.Equal(Enumerable.Range(0, 500).Select(number => $"run-{number}"), facts.Skip(1).Select(fact => fact.RunEvent.RunId));
    }

    [Fact]
    public void The_highest_lease_is_remembered_over_restarts()
    {
        using (var journal = new FactJournal(Path, _clock))
        {
            Assert.Equal(0, journal.LeaseOf("m"));
            journal.KeepLease("m", 7);
            journal.KeepLease("m", 5);
        }
        using var again = new FactJournal(Path, _clock);
        Assert.Equal(7, again.LeaseOf("m"));
        Assert.Equal(0, again.LeaseOf("other"));
    }

    [Fact]
    public void A_run_is_taken_once()
    {
        using var journal = new FactJournal(Path, _clock);
        Assert.True(journal.Own("run", "m"));
        Assert.False(journal.Own("run", "m"));
    }

    [Fact]
    public void A_run_without_an_end_is_an_orphan_after_a_crash_with_the_last_line_that_is_known()
    {
        using (var journal = new FactJournal(Path, _clock))
        {
            journal.Own("run", "m");
            journal.Append(Event("run", RunEventKind.Started), Event("run", RunEventKind.PhaseChanged, line: 1234));
            journal.Own("ended", "m");
            journal.Append(Event("ended", RunEventKind.Started), Event("ended", RunEventKind.Finished));
        }
        using var again = new FactJournal(Path, _clock);
        Assert.Equal(new("run", "m", 1234, Phase.Processing, true), Assert.Single(again.Orphans()));
    }

    [Fact]
    public void Facts_from_before_the_servers_time_was_known_are_dated_by_it_afterwards()
    {
        using var journal = new FactJournal(Path, _clock);
        journal.Append(Event("a", RunEventKind.Started));
        const long serverMs = 4_000_000_000_000; // The year 2096: this agent's wall clock is far off.
        _clock.Measured(_clock.MonotonicUs, serverMs);
        Assert.InRange(journal.Read(0, 1)[0].AtUnixMs, serverMs - 60_000, serverMs + 60_000);
    }

    static JournalEntry Event(string runId, RunEventKind kind, long line = 0) =>
        new() { MachineId = "m", RunEvent = new() { RunId = runId, Kind = kind, Phase = Phase.Processing, Line = line } };
}
