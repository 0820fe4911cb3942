using System.Collections.Concurrent;

namespace Fleet.Silo.Live;

/// <summary>
/// Averages of telemetry, one row per machine, series and minute, written once a minute in one transaction. The gateway that holds
/// the agent's stream feeds it, so no sample is counted twice.
/// </summary>
public sealed class TelemetryMinutes(IDatabase database, TimeProvider time) : BackgroundService
{
    const long MinuteMs = 60_000;

    readonly ConcurrentDictionary<(string MachineId, string Series, long MinuteMs), Tally> _open = new();

    public void Add(MachineTelemetry machine)
    {
        if (machine.Condition is MachineCondition.Offline or MachineCondition.Connecting && !machine.HasPowerW)
            return;
        var minute = machine.AtUnixMs / MinuteMs * MinuteMs;
        if (machine.HasPowerW)
            Add(machine.MachineId, "powerW", minute, machine.PowerW);
        foreach (var heater in machine.Heaters)
            Add(machine.MachineId, heater.Name, minute, heater.ActualC);
        // That it was heard of is a fact too, where it has nothing else to say.
        if (!machine.HasPowerW && machine.Heaters.Count == 0)
            Add(machine.MachineId, "heard", minute, 1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Write(before: time.NowMs() / MinuteMs * MinuteMs);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the last minute is written below.
        }
        await Write(before: long.MaxValue);
    }

    void Add(string machineId, string series, long minute, double value)
    {
        if (double.IsFinite(value))
            _open.GetOrAdd((machineId, series, minute), _ => new()).Add(value);
    }

    Task Write(long before)
    {
        var closed = _open.Keys.Where(key => key.MinuteMs < before).ToList();
        if (closed.Count == 0)
            return Task.CompletedTask;
        return database.Write(async transaction =>
        {
            foreach (var key in closed)
                if (_open.TryRemove(key, out var tally))
                    await transaction.Execute(
                        """
                        insert into telemetry_minute (machine_id, series, minute_ms, mean, lowest, highest, samples)
                        values (@MachineId, @Series, @Minute, @Mean, @Lowest, @Highest, @Samples) on conflict do nothing
                        """,
                        new { key.MachineId, key.Series, Minute = key.MinuteMs, tally.Mean, tally.Lowest, tally.Highest, tally.Samples });
            return true;
        });
    }

    sealed class Tally
    {
        double _sum;

        public double Lowest { get; private set; } = double.MaxValue;
        public double Highest { get; private set; } = double.MinValue;
        public long Samples { get; private set; }
        public double Mean => _sum / Samples;

        public void Add(double value)
        {
            lock (this)
            {
                _sum += value;
                Samples++;
                Lowest = Math.Min(Lowest, value);
                Highest = Math.Max(Highest, value);
            }
        }
    }
}
