using Fleet.Core;
using Fleet.Core.Gcode;
using Fleet.Core.Machines;
using Fleet.Silo.Cluster;
using Fleet.Silo.Desk;
using Fleet.Silo.Grains;
using Fleet.Silo.Ledger;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage;
using Fleet.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Books;

/// <summary>The grains that keep the books, on a database of the test's choice, without machines, agents and pages.</summary>
sealed class MeasuringSilo : IAsyncDisposable
{
    readonly IHost _host;
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-books-").FullName;
    readonly string _epoch = Guid.NewGuid().ToString("N");
    long _sequence;

    MeasuringSilo(IDatabase database)
    {
        Database = database;
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        var port = Fleet.Bench.Load.FreePorts.Row(2);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(port, port + 1));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(database)
            .AddSingleton(ProfileCatalogue.Read(Path.Combine(Repository.Root, "machines")))
            .AddSingleton(new ProgramFiles(Path.Combine(_folder, "programs"), Path.Combine(_folder, "incoming")))
            .AddSingleton<PlanningQueries>().AddSingleton<Plans>().AddSingleton<Bindings>().AddSingleton<MachineStories>().AddSingleton<PowerBooks>().AddSingleton<MeterNeighbourhood>()
            .AddSingleton<ScrapBooks>().AddSingleton<LedgerClerk>().AddSingleton<MeterDesk>().AddSingleton<PeripheralDesk>().AddSingleton<MaterialDesk>()
            .AddSingleton<MillingDesk>().AddSingleton<BookCheck>().AddSingleton<StandbyClerk>().AddSingleton<Departure>();
        _host = builder.Build();
    }

    public IDatabase Database { get; }

    public MeterDesk Meters => Get<MeterDesk>();

    public MaterialDesk Material => Get<MaterialDesk>();

    public static Visitor Admin { get; } = new("tester", "Tester", Role.Admin);

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<MeasuringSilo> Start(IDatabase database)
    {
        var silo = new MeasuringSilo(database);
        await silo._host.StartAsync(TestContext.Current.CancellationToken);
        await database.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('workshop', 'Werkstatt', 'Europe/Berlin', 0)");
        await database.Execute("insert into agent (id, name, thumbprint, enrolled_at_ms) values ('pi', 'Pi', 'x', 0)");
        return silo;
    }

    public Task Machine(string id, string profile = "ender-3") => Database.Execute(
        """
        insert into machine (id, workshop_id, name, profile_id, kind, agent_id, link_address, state, version, created_at_ms)
        values (@id, 'workshop', @id, @profile, 'fff', 'pi', 'none', 'offline', 1, 0)
        """, new { id, profile });

    public async Task Meter(string id, bool circuit = false, string? agentId = null, params (string Machine, long FromMs)[] bound)
    {
        await Database.Execute(
            "insert into meter (id, name, kind, address, period_s, role, agent_id, version) values (@id, @id, 'shelly-gen2', 'http://x', 60, @role, @agentId, 1)",
            new { id, role = circuit ? "circuit" : "machine", agentId });
        foreach (var (machine, fromMs) in bound)
            await Database.Execute("insert into meter_binding (meter_id, machine_id, from_ms) values (@id, @machine, @fromMs)", new { id, machine, fromMs });
    }

    /// <summary>The program that runs are of when nothing else is said.</summary>
    public Task Program()
    {
        var analysed = (AnalysisOutcome.Analysed)ProgramAnalyser.Analyse(new MemoryStream("G28\nG1 X10 E1 F600\n"u8.ToArray()), null, AnalysisOptions.Default, CancellationToken.None);
        return Database.Execute("insert into program (id, name, size_bytes, analysis, uploaded_by, uploaded_at_ms) values ('program', 'p', 1, @analysis, 'tester', 0)",
            new { analysis = ProgramFacts.Write(analysed.Analysis) });
    }

    /// <summary>A run with its phases, as the job's grain would have written it.</summary>
    public async Task Run(string id, string machine, long fromMs, long toMs, string end = "finished", string programId = "program", params (RunPhase Phase, long AtMs)[] phases)
    {
        await Database.Execute(
            """
            insert into job (id, workshop_id, program_id, name, copies, purpose, state, owner_id, created_at_ms, version)
            values (@job, 'workshop', @programId, 'job', 1, 'prototype', 'done', 'tester', 0, 1) on conflict do nothing
            """, new { job = $"job-{id}", programId });
        await Database.Execute(
            """
            insert into run (id, job_id, machine_id, copy_number, attempt, state, created_at_ms, started_at_ms, ended_at_ms)
            values (@id, @job, @machine, 1, 1, @end, @fromMs, @fromMs, @toMs)
            """, new { id, job = $"job-{id}", machine, end, fromMs, toMs });
        foreach (var (phase, atMs, kind) in phases.DefaultIfEmpty((RunPhase.Processing, fromMs)).Select((one, index) => (one.Item1, one.Item2, index == 0 ? "started" : "phaseChanged")).Append((RunPhase.Processing, toMs, end)))
            await Database.Execute(
                """
                insert into run_event (agent_id, epoch, sequence, run_id, at_ms, kind, phase, reason, line)
                values ('pi', @_epoch, @sequence, @id, @atMs, @kind, @phase, '', 0)
                """, new { _epoch, sequence = ++_sequence, id, atMs, kind, phase = Word.Of(phase) });
    }

    public Task Read(string meterId, params ReadingFact[] facts) => Get<IGrainFactory>().GetGrain<IMeterGrain>(meterId).Read("pi", _epoch, facts);

    public ReadingFact Reading(string? machine, long atMs, double? counterWh, string? run = null, RunPhase phase = RunPhase.Standby, double stepWh = 0.001) =>
        new(++_sequence, atMs, machine, counterWh, null, stepWh, run, phase);

    public Task<double> BookedWh(string where) => Database.Find<double>($"select coalesce(sum(wh), 0.0) from energy_booking where {where}");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
