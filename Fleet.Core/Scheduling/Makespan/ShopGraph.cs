namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// A schedule of a flexible job shop as a graph: each operation behind its job's last one and behind its machine's last one. Heads and tails
/// are the longest ways from the beginning and to the end.
/// <code>
///   job A    a1 ──► a2 ──► a3        head(a2): when a2 can begin
///                    │               tail(a2): what must follow after it has ended
///   machine 2        ▼
///   job B    b1 ──► b2               a2 is critical when head + time + tail is the makespan
/// </code>
/// </summary>
sealed class ShopGraph
{
    readonly int[] _waitsFor;

    public ShopGraph(FlexibleJobShop shop)
    {
        var operations = shop.Jobs.SelectMany(job => job).ToList();
        Operations = operations.Count;
        Choices = [.. operations.Select(operation => operation.Choices.ToArray())];
        (JobBefore, JobAfter) = (new int[Operations + 1], new int[Operations + 1]);
        var at = 0;
        foreach (var job in shop.Jobs)
            for (var step = 0; step < job.Count; step++, at++)
                (JobBefore[at], JobAfter[at]) = (step == 0 ? None : at - 1, step == job.Count - 1 ? None : at + 1);
        (Chosen, Time, Before, After) = (new int[Operations], new int[Operations + 1], new int[Operations + 1], new int[Operations + 1]);
        (Head, Tail, Order, Place) = (new int[Operations + 1], new int[Operations + 1], new int[Operations], new int[Operations]);
        (Longest, _waitsFor) = (new int[Operations], new int[Operations + 1]);
        First = new int[shop.Machines];
        Array.Fill(First, None);
    }

    public int Operations { get; }

    /// <summary>Stands for no operation: it takes no time and nothing waits for it.</summary>
    public int None => Operations;

    public ShopChoice[][] Choices { get; }

    /// <summary>The operation before and after in its job, or <see cref="None"/>.</summary>
    public int[] JobBefore { get; }

    public int[] JobAfter { get; }

    /// <summary>Index into <see cref="Choices"/> of an operation's machine.</summary>
    public int[] Chosen { get; }

    public int[] Time { get; }

    /// <summary>The operation before and after on its machine, or <see cref="None"/>.</summary>
    public int[] Before { get; }

    public int[] After { get; }

    /// <summary>The first operation of each machine, or <see cref="None"/>.</summary>
    public int[] First { get; }

    public int[] Head { get; }

    public int[] Tail { get; }

    /// <summary>All operations, none before one that it waits for; and where each stands there.</summary>
    public int[] Order { get; }

    public int[] Place { get; }

    /// <summary>Of the operations up to each place of <see cref="Order"/>, the latest end.</summary>
    public int[] Longest { get; }

    public int Makespan => Operations == 0 ? 0 : Longest[^1];

    public int MachineOf(int operation) => Choices[operation][Chosen[operation]].Machine;

    public void Remove(int operation)
    {
        var (before, after) = (Before[operation], After[operation]);
        if (before == None)
            First[MachineOf(operation)] = after;
        After[before] = after;
        Before[after] = before;
        (Before[operation], After[operation]) = (None, None);
    }

    /// <param name="before">The operation on that machine behind which it goes; <see cref="None"/>: it is the first.</param>
    public void Insert(int operation, int choice, int before)
    {
        Chosen[operation] = choice;
        Time[operation] = Choices[operation][choice].Time;
        var machine = MachineOf(operation);
        var after = before == None ? First[machine] : After[before];
        if (before == None)
            First[machine] = operation;
        (Before[operation], After[operation]) = (before, after);
        After[before] = operation;
        Before[after] = operation;
    }

    /// <summary>Orders, heads, tails and makespan anew. False: something waits for itself, and nothing of them holds.</summary>
    public bool Measure()
    {
        var count = 0;
        for (var operation = 0; operation < Operations; operation++)
        {
            _waitsFor[operation] = (JobBefore[operation] == None ? 0 : 1) + (Before[operation] == None ? 0 : 1);
            if (_waitsFor[operation] == 0)
                Order[count++] = operation;
        }
        var longest = 0;
        for (var next = 0; next < count; next++)
        {
            var operation = Order[next];
            Place[operation] = next;
            Head[operation] = Math.Max(EndOf(JobBefore[operation], Head), EndOf(Before[operation], Head));
            longest = Longest[next] = Math.Max(longest, Head[operation] + Time[operation]);
            if (JobAfter[operation] != None && --_waitsFor[JobAfter[operation]] == 0)
                Order[count++] = JobAfter[operation];
            if (After[operation] != None && --_waitsFor[After[operation]] == 0)
                Order[count++] = After[operation];
        }
        if (count < Operations)
            return false;
        for (var next = count - 1; next >= 0; next--)
            Tail[Order[next]] = Math.Max(EndOf(JobAfter[Order[next]], Tail), EndOf(After[Order[next]], Tail));
        return true;
    }

    /// <summary>A way's length with this operation on it, 0 for none.</summary>
    public int EndOf(int operation, int[] ways) => ways[operation] + Time[operation];
}
