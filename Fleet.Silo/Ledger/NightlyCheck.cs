namespace Fleet.Silo.Ledger;

/// <summary>Checks the books of the last days once a night, and once soon after the start.</summary>
public sealed partial class NightlyCheck(BookCheck check, TimeProvider time, ILogger<NightlyCheck> logger) : BackgroundService
{
    static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(10);
    static readonly TimeSpan LookEvery = TimeSpan.FromHours(24);

    /// <summary>Each day is looked at on several nights; a person may ask for all of them at any time.</summary>
    static readonly TimeSpan LookBack = TimeSpan.FromDays(8);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(FirstLook, time, stoppingToken);
            using var timer = new PeriodicTimer(LookEvery, time);
            do
            {
                try
                {
                    var report = await check.Run(LookBack);
                    foreach (var fault in report.Faults)
                        LogFault(fault.Rule, fault.Sentence);
                    LogDone(report.Meters, report.Lots, report.Faults.Count);
                }
                catch (System.Data.Common.DbException failure)
                {
                    LogFailed(failure);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(2701, LogLevel.Error, "The books do not add up ({Rule}): {Sentence}")]
    partial void LogFault(string rule, string sentence);

    [LoggerMessage(2702, LogLevel.Information, "Checked the books of {Meters} meters and {Lots} lots: {Faults} faults")]
    partial void LogDone(int meters, int lots, int faults);

    [LoggerMessage(2703, LogLevel.Warning, "The books could not be checked; tried again tomorrow")]
    partial void LogFailed(Exception fault);
}
