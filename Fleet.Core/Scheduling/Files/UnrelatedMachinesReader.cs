using Fleet.Core.Scheduling.Makespan;

namespace Fleet.Core.Scheduling.Files;

/// <summary>
/// The public format of Vallada and Ruiz (2011): <c>n m …</c>, <c>m</c>, n lines of <c>machine time</c> pairs, <c>SSD</c>, then for each
/// machine its name <c>M0</c> and n lines of n set-up times.
/// </summary>
static class UnrelatedMachinesReader
{
    const int MostJobs = 5_000, MostMachines = 1_000, MostTime = 1_000_000;
    const long MostSetups = 100_000_000;

    public static ProblemFile Read(string text)
    {
        var tokens = new NumberTokens(text);
        var jobs = tokens.Number("the number of jobs", 1, MostJobs, out var fault);
        if (fault is not null)
            return new() { Fault = fault };
        var machines = tokens.Number("the number of machines", 1, MostMachines, out fault);
        if (fault is not null)
            return new() { Fault = fault };
        if ((long)jobs * jobs * machines > MostSetups)
            return ProblemFile.Refused(1, $"{jobs} jobs on {machines} machines have more set-up times than the {MostSetups} that are read.");
        tokens.RestOfLine();
        var again = tokens.Number("the number of machines", 1, MostMachines, out fault);
        if (fault is null && again != machines)
            fault = new(tokens.Line, $"The first line says {machines} machines, this one {again}.");
        var times = fault is null ? Times(ref tokens, jobs, machines, out fault) : null;
        if (fault is null && tokens.Word() is var mark && mark is not "SSD")
            fault = new(tokens.Line, $"'{NumberTokens.Shown(mark)}' stands where the word SSD should be, after {jobs} lines of times.");
        var setups = fault is null ? Setups(ref tokens, jobs, machines, out fault) : null;
        if (fault is null && tokens.Word() is { IsEmpty: false } rest)
            fault = new(tokens.Line, $"'{NumberTokens.Shown(rest)}' stands behind the last set-up time; nothing may follow there.");
        return fault is not null ? new() { Fault = fault } : new() { Unrelated = new(jobs, machines, times!, setups!) };
    }

    static int[]? Times(ref NumberTokens tokens, int jobs, int machines, out FileFault? fault)
    {
        var times = new int[jobs * machines];
        Array.Fill(times, -1);
        fault = null;
        for (var j = 0; j < jobs; j++)
            for (var i = 0; i < machines; i++)
            {
                var machine = tokens.Number($"a machine of job {j}", 0, machines - 1, out fault);
                if (fault is not null)
                    return null;
                var time = tokens.Number($"the time of job {j} on machine {machine}", 0, MostTime, out fault);
                if (fault is null && times[machine * jobs + j] >= 0)
                    fault = new(tokens.Line, $"Job {j} names machine {machine} twice.");
                if (fault is not null)
                    return null;
                times[machine * jobs + j] = time;
            }
        return times;
    }

    static int[]? Setups(ref NumberTokens tokens, int jobs, int machines, out FileFault? fault)
    {
        var setups = new int[jobs * jobs * machines];
        fault = null;
        for (int i = 0, at = 0; i < machines; i++)
        {
            var name = tokens.Word();
            if (!name.SequenceEqual($"M{i}"))
            {
                fault = new(tokens.Line, name.IsEmpty ? $"The file ends where the set-ups of machine M{i} should be." : $"'{NumberTokens.Shown(name)}' stands where M{i} should be.");
                return null;
            }
            for (var j = 0; j < jobs; j++)
                for (var k = 0; k < jobs; k++)
                {
                    setups[at++] = tokens.Number($"the set-up of machine M{i} from job {j} to job {k}", 0, MostTime, out fault);
                    if (fault is not null)
                        return null;
                }
        }
        return setups;
    }
}
