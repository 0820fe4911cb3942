using Fleet.Core.Machines;
using Fleet.Silo.Desk;
using Fleet.Silo.Grains;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Fleet.Tests.Storage;

namespace Fleet.Tests.Books;

/// <summary>What the ledger must hold of energy, on every engine.</summary>
public abstract class MeterLedgerTests : IAsyncLifetime
{
    const long Minute = 60_000, Hour = 60 * Minute;

    MeasuringSilo _silo = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<(IDatabase Database, string ConnectionString)> Open();

    public async ValueTask InitializeAsync()
    {
        var (database, connectionString) = await Open();
        await SchemaUpgrade.Apply(database, connectionString, Cancellation);
        _silo = await MeasuringSilo.Start(database);
        await _silo.Machine("a");
        await _silo.Machine("b");
        await _silo.Machine("c");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _silo.Database.DisposeAsync();
    }

    [Fact]
    public async Task Runs_overhead_and_unassigned_are_the_meter()
    {
        await _silo.Meter("plug", bound: ("a", 0));
        ReadingFact[] facts =
        [
            _silo.Reading("a", 0, 1000), _silo.Reading("a", Hour, 1010), _silo.Reading("a", 2 * Hour, 1110, "run", RunPhase.Processing),
            _silo.Reading("a", 3 * Hour, null, "run", RunPhase.Processing), _silo.Reading("a", 4 * Hour, 1200), _silo.Reading("a", 5 * Hour, 22_517_000),
            _silo.Reading("a", 6 * Hour, 5), _silo.Reading("a", 7 * Hour, -3), _silo.Reading("a", 8 * Hour, 25),
        ];
        await _silo.Read("plug", facts);
        // The same batch after a crash.
        await _silo.Read("plug", facts);
        var report = await _silo.Get<BookCheck>().Run();
        Assert.Empty(report.Faults);
        Assert.Equal(1, report.Meters);
        Assert.InRange(await _silo.BookedWh("run_id = 'run'"), 150, 190);
        Assert.Equal(22_517_000 - 1200, await _silo.BookedWh("basis = 'implausible'") + await _silo.BookedWh("from_ms = 14400000 and basis <> 'implausible'"), 3);
        Assert.Equal(["first", "none", "none", "missing", "none", "jump", "reset", "absurd", "none"],
            await _silo.Database.List<string>("select flag from meter_reading order by at_ms", null, Cancellation));
    }

    [Fact]
    public async Task Two_machines_on_one_plug_share_it_and_teach_their_power()
    {
        await _silo.Meter("plug", bound: [("a", 0), ("b", 0)]);
        double counter = 0;
        var facts = new List<ReadingFact> { _silo.Reading("a", 0, 0), _silo.Reading("b", 1, 0) };
        for (var minute = 1; minute <= 90; minute++)
        {
            var (runA, runB) = (minute is > 10 and <= 60, minute is > 40 and <= 80);
            counter += ((runA ? 200 : 5) + (runB ? 90 : 5)) / 60.0;
            facts.Add(_silo.Reading("a", minute * Minute, counter, runA ? "ra" : null, runA ? RunPhase.Processing : RunPhase.Standby));
            facts.Add(_silo.Reading("b", minute * Minute + 1, counter, runB ? "rb" : null, runB ? RunPhase.Processing : RunPhase.Standby));
        }
        foreach (var batch in facts.Chunk(17))
            await _silo.Read("plug", batch);
        Assert.InRange(await _silo.BookedWh("run_id = 'ra'"), 200 * 50 / 60.0 * 0.95, 200 * 50 / 60.0 * 1.05);
        Assert.InRange(await _silo.BookedWh("run_id = 'rb'"), 90 * 40 / 60.0 * 0.93, 90 * 40 / 60.0 * 1.07);
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
        var learnt = await _silo.Meters.Learnt("a");
        Assert.InRange(learnt!.Single(state => state.Phase == "processing").MeanW, 150, 230);
        Assert.True(learnt!.Single(state => state.Phase == "processing").Spells > 0);
    }

    [Fact]
    public async Task What_a_meter_taught_serves_the_machine_when_the_meter_is_gone()
    {
        await _silo.Meter("plug", bound: ("a", 0));
        var counter = 0.0;
        var facts = new List<ReadingFact> { _silo.Reading("a", 0, 0) };
        for (var run = 0; run < 12; run++)
        {
            facts.Add(_silo.Reading("a", (2 * run + 1) * Hour, counter += 5));
            facts.Add(_silo.Reading("a", (2 * run + 2) * Hour, counter += 170 + run % 3, $"run{run}", RunPhase.Processing));
        }
        facts.Add(_silo.Reading("a", 30 * Hour, counter += 20));
        await _silo.Read("plug", [.. facts]);
        await _silo.Meters.Retire("plug", MeasuringSilo.Admin);
        await _silo.Get<IGrainFactory>().GetGrain<IMeterGrain>("model:a").Model("pi", "e", [new(1, "later", "a", RunPhase.Processing, 40 * Hour, 42 * Hour)]);
        var booked = await _silo.Database.Find<(double Wh, double Low, double High, string Basis)>("select wh, low_wh, high_wh, basis from energy_booking where run_id = 'later'", null, Cancellation);
        Assert.Equal("modelled", booked.Basis);
        Assert.InRange(booked.Wh, 335, 350);
        // No longer the profile's ±30 %.
        Assert.InRange((booked.High - booked.Low) / booked.Wh, 0.005, 0.3);
    }

    [Fact]
    public async Task Standby_of_a_machine_without_a_meter_is_modelled_for_the_minutes_in_which_it_was_heard_of()
    {
        var start = DateTimeOffset.UtcNow.AddHours(-6).ToUnixTimeMilliseconds() / Hour * Hour;
        await _silo.Program();
        await _silo.Run("run", "a", start + 30 * Minute, start + 60 * Minute);
        await _silo.Meter("plug", bound: ("b", 0));
        foreach (var machine in new[] { "a", "b" })
            for (var minute = 0; minute < 90; minute++)
                await _silo.Database.Execute(
                    "insert into telemetry_minute (machine_id, series, minute_ms, mean, lowest, highest, samples) values (@machine, 'bed', @at, 20, 20, 20, 60)",
                    new { machine, at = start + minute * Minute }, Cancellation);
        Assert.Equal(2, await _silo.Get<StandbyClerk>().Look(Cancellation));
        Assert.Equal(0, await _silo.Get<StandbyClerk>().Look(Cancellation));
        var standby = (await _silo.Get<PowerBooks>().Of("a"))!.Expect(RunPhase.Standby, 1);
        Assert.Equal(standby.Wh, await _silo.BookedWh("machine_id = 'a' and account = 'overhead' and phase = 'standby' and basis = 'modelled'"), 6);
        Assert.Equal(0, await _silo.BookedWh("machine_id = 'b'"));
        // A meter that was there from the first minute on, and is booked late, takes back what was modelled.
        await _silo.Meter("late", bound: ("a", start));
        await _silo.Get<IGrainFactory>().GetGrain<IMeterGrain>("model:a").Anew(start, start + 2 * Hour);
        Assert.Equal(0, await _silo.BookedWh("machine_id = 'a'"), 9);
    }

    [Fact]
    public async Task A_meter_that_was_moved_and_booked_late_is_corrected_and_nothing_is_changed()
    {
        await _silo.Meter("plug", bound: ("a", 0));
        await _silo.Run("rb", "b", 2 * Hour, 4 * Hour);
        // The plug was carried to b after an hour; nobody told the server, so a's station went on reading it.
        await _silo.Read("plug", [.. Enumerable.Range(0, 6).Select(hour => _silo.Reading("a", hour * Hour, 100.0 * hour))]);
        await _silo.Get<IGrainFactory>().GetGrain<IMeterGrain>("model:b").Model("pi", "e", [new(1, "rb", "b", RunPhase.Processing, 2 * Hour, 4 * Hour)]);
        var before = await _silo.Database.List<(string Id, double Wh)>("select id, wh from energy_booking", null, Cancellation);
        Assert.Equal(500, await _silo.BookedWh("machine_id = 'a'"), 6);

        var at = DateTimeOffset.FromUnixTimeMilliseconds(Hour);
        Assert.Null((await _silo.Meters.Bind("plug", new("a", at, Away: true), MeasuringSilo.Admin)).Refusal);
        Assert.Null((await _silo.Meters.Bind("plug", new("b", at), MeasuringSilo.Admin)).Refusal);

        Assert.Equal(100, await _silo.BookedWh("machine_id = 'a'"), 6);
        Assert.Equal(200, await _silo.BookedWh("run_id = 'rb' and meter_id = 'plug'"), 6);
        Assert.Equal(0, await _silo.BookedWh("run_id = 'rb' and meter_id = 'model:b'"), 6);
        Assert.Equal(500, await _silo.BookedWh("meter_id = 'plug'"), 6);
        var after = (await _silo.Database.List<(string Id, double Wh)>("select id, wh from energy_booking", null, Cancellation)).ToDictionary(row => row.Id, row => row.Wh);
        Assert.All(before, row => Assert.Equal(row.Wh, after[row.Id]));
        Assert.All(await _silo.Database.List<string>("select corrects from energy_booking where wh < 0", null, Cancellation), corrects => Assert.Contains(corrects, after.Keys));
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
        // Once more changes nothing.
        Assert.Equal(0, await _silo.Get<IGrainFactory>().GetGrain<IMeterGrain>("plug").Anew(0, 10 * Hour));
    }

    [Fact]
    public async Task A_reading_that_comes_late_sharpens_the_division_and_keeps_the_sum()
    {
        await _silo.Meter("plug", bound: ("a", 0));
        await _silo.Run("ra", "a", Hour, 3 * Hour);
        await _silo.Read("plug", _silo.Reading("a", 0, 0), _silo.Reading("a", Hour, null), _silo.Reading("a", 3 * Hour, null, "ra", RunPhase.Processing), _silo.Reading("a", 4 * Hour, 330));
        var guessed = await _silo.BookedWh("run_id = 'ra'");
        await _silo.Read("plug", _silo.Reading("a", Hour, 4), _silo.Reading("a", 3 * Hour, 324));
        Assert.NotEqual(320, guessed, 1.0);
        Assert.Equal(320, await _silo.BookedWh("run_id = 'ra'"), 3);
        Assert.Equal(330, await _silo.BookedWh("meter_id = 'plug'"), 6);
    }

    [Fact]
    public async Task A_circuit_books_only_what_no_plug_behind_it_has_booked()
    {
        await _silo.Meter("plug", bound: ("a", 0));
        await _silo.Meter("circuit", circuit: true, agentId: "pi", bound: [("a", 0), ("b", 0)]);
        await _silo.Run("rb", "b", Hour, 2 * Hour);
        for (var hour = 0; hour <= 3; hour++)
        {
            await _silo.Read("circuit", _silo.Reading(null, hour * Hour + 5, 1000 + 400.0 * hour));
            await _silo.Read("plug", _silo.Reading("a", hour * Hour + 5, 150.0 * hour));
        }
        await _silo.Read("circuit", _silo.Reading(null, 4 * Hour, 2200));
        Assert.Equal(450, await _silo.BookedWh("meter_id = 'plug'"), 6);
        Assert.Equal(1200 - 450, await _silo.BookedWh("meter_id = 'circuit'"), 1);
        // b's model is a hundred or two; the rest of the circuit is nobody's.
        Assert.InRange(await _silo.BookedWh("meter_id = 'circuit' and run_id = 'rb'"), 50, 249);
        Assert.True(await _silo.BookedWh("meter_id = 'circuit' and account = 'unassigned'") > 300);
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
    }

    [Fact]
    public async Task A_run_whose_facts_come_after_its_circuit_was_settled_is_booked_by_correction()
    {
        await _silo.Meter("circuit", circuit: true, agentId: "pi", bound: ("b", 0));
        await _silo.Read("circuit", [.. Enumerable.Range(0, 5).Select(hour => _silo.Reading(null, hour * Hour, 500.0 * hour))]);
        Assert.Equal(0, await _silo.BookedWh("account = 'run'"));
        // b's own agent was without a network until now; the run is not over yet.
        await _silo.Program();
        await _silo.Run("rb", "b", Hour, 3 * Hour);
        await _silo.Database.Execute("delete from run_event where run_id = 'rb'", null, Cancellation);
        await _silo.Database.Execute("update run set state = 'running', started_at_ms = null, ended_at_ms = null where id = 'rb'", null, Cancellation);
        await _silo.Get<LedgerClerk>().Apply("pi-b", new()
        {
            Epoch = "late",
            Entries =
            {
                Event(1, Hour, Fleet.Protocol.RunEventKind.Started, Fleet.Protocol.Phase.WarmUp), Event(2, Hour + 5 * Minute, Fleet.Protocol.RunEventKind.PhaseChanged, Fleet.Protocol.Phase.Processing),
            },
        });
        Assert.True(await _silo.BookedWh("run_id = 'rb' and meter_id = 'circuit'") > 100);
        Assert.Equal(2000, await _silo.BookedWh("meter_id = 'circuit'"), 3);

        static Fleet.Protocol.JournalEntry Event(ulong sequence, long atMs, Fleet.Protocol.RunEventKind kind, Fleet.Protocol.Phase phase) =>
            new() { Sequence = sequence, AtUnixMs = atMs, MachineId = "b", RunEvent = new() { RunId = "rb", Kind = kind, Phase = phase } };
    }

    [Fact]
    public async Task An_extraction_with_a_meter_is_carried_by_the_runs_that_it_served()
    {
        var made = await _silo.Get<PeripheralDesk>().Add(new("Absaugung", "extraction", 900, Machines: ["a", "b"], From: DateTimeOffset.UnixEpoch), MeasuringSilo.Admin);
        var id = made.Value!.Id;
        await _silo.Meter("suction", agentId: "pi", bound: (id, 0));
        await _silo.Run("ra", "a", Hour, 2 * Hour);
        await _silo.Run("rb", "b", 3 * Hour, 4 * Hour);
        await _silo.Read("suction", [.. Enumerable.Range(0, 6).Select(hour => _silo.Reading(null, hour * Hour, hour switch { 0 or 1 => 0, 2 or 3 => 800, _ => 1500 }))]);
        Assert.Equal(800, await _silo.BookedWh($"machine_id = '{id}' and run_id = 'ra'"), 3);
        Assert.Equal(700, await _silo.BookedWh($"machine_id = '{id}' and run_id = 'rb'"), 3);
    }

    [Fact]
    public async Task Books_that_somebody_changed_by_hand_are_found()
    {
        await _silo.Meter("plug", bound: ("a", 0));
        await _silo.Read("plug", _silo.Reading("a", 0, 0), _silo.Reading("a", Hour, 10), _silo.Reading("a", 2 * Hour, 20));
        await _silo.Database.Execute("update energy_booking set wh = wh + 1 where to_ms = 3600000", null, Cancellation);
        var fault = Assert.Single((await _silo.Get<BookCheck>().Run()).Faults);
        Assert.Equal("meterDoesNotAddUp", fault.Rule);
        Assert.Equal(fault, (await _silo.Get<BookCheck>().Newest())!.Faults.Single());
    }

    [Theory]
    [InlineData("abacus", "http://host", "meterKind")]
    [InlineData("tasmota", "nowhere", "meter")]
    public async Task A_meter_that_cannot_be_reached_is_refused_with_an_example(string kind, string address, string code)
    {
        var answer = await _silo.Meters.Attach(new("Stecker", kind, address, Machines: ["a"]), MeasuringSilo.Admin);
        Assert.Equal(code, answer.Refusal!.Code);
    }

    [Fact]
    public async Task Passwords_of_meters_are_not_shown()
    {
        var answer = await _silo.Meters.Attach(new("Stecker", "shelly-gen2", "http://admin:geheim@192.168.1.40", Machines: ["a"]), MeasuringSilo.Admin);
        Assert.DoesNotContain("geheim", answer.Value!.Address, StringComparison.Ordinal);
        Assert.Equal("a", answer.Value.Bindings.Single().MachineId);
    }
}
