using Fleet.Core.Scheduling.Makespan;

namespace Fleet.Core.Scheduling.Files;

/// <summary>
/// The public flexible-job-shop format (Brandimarte 1993): <c>jobs machines [mean]</c>, then a line for each job with the number of its
/// operations and for each of them <c>k (machine time)^k</c>, machines from 1.
/// </summary>
static class FlexibleJobShopReader
{
    const int MostJobs = 5_000, MostMachines = 1_000, MostOperations = 10_000, MostTime = 1_000_000;

    public static ProblemFile Read(string text)
    {
        var tokens = new NumberTokens(text);
        var jobs = tokens.Number("the number of jobs", 1, MostJobs, out var fault);
        if (fault is not null)
            return new() { Fault = fault };
        var machines = tokens.Number("the number of machines", 1, MostMachines, out fault);
        if (fault is not null)
            return new() { Fault = fault };
        var rest = tokens.RestOfLine().Trim();
        if (!rest.IsEmpty && !double.TryParse(rest, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return ProblemFile.Refused(1, $"'{NumberTokens.Shown(rest)}' stands behind the number of machines. This is neither a flexible job shop nor, without the word SSD, a Vallada-Ruiz instance.");

        var shop = new List<IReadOnlyList<ShopOperation>>(jobs);
        for (var j = 0; j < jobs; j++)
        {
            var count = tokens.Number($"the number of operations of job {j + 1}", 1, MostOperations, out fault);
            var operations = new List<ShopOperation>();
            for (var o = 0; fault is null && o < count; o++)
                if (Operation(ref tokens, j + 1, o + 1, machines, out fault) is { } operation)
                    operations.Add(operation);
            if (fault is not null)
                return new() { Fault = fault };
            shop.Add(operations);
        }
        return tokens.Word() is { IsEmpty: false } more
            ? ProblemFile.Refused(tokens.Line, $"'{NumberTokens.Shown(more)}' stands behind the last of {jobs} jobs; nothing may follow there.")
            : new() { JobShop = new(machines, shop) };
    }

    static ShopOperation? Operation(ref NumberTokens tokens, int job, int number, int machines, out FileFault? fault)
    {
        var count = tokens.Number($"the number of machines of operation {number} of job {job}", 1, machines, out fault);
        var choices = new List<ShopChoice>();
        for (var i = 0; fault is null && i < count; i++)
        {
            var machine = tokens.Number($"a machine of operation {number} of job {job}", 1, machines, out fault);
            if (fault is not null)
                return null;
            var time = tokens.Number($"the time of operation {number} of job {job} on machine {machine}", 0, MostTime, out fault);
            choices.Add(new(machine - 1, time));
        }
        return fault is null ? new(choices) : null;
    }
}
