using System.Globalization;

namespace Fleet.Bench.Gcode;

/// <summary>
/// How fast programs are read, measured and timed, and what a peer takes for the same file in the same run. Each figure is the best of
/// several runs over the file in memory, by the processor time of this process: other work on the machine then counts little.
/// </summary>
static class GcodeBench
{
    /// <param name="args"><c>--runs N</c> (5), <c>--no-peers</c>, or paths of programs to measure instead of the usual two.</param>
    public static int Run(string[] args)
    {
        int runs = 5;
        var files = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--runs" && i + 1 < args.Length)
                runs = Math.Max(1, int.Parse(args[++i], CultureInfo.InvariantCulture));
            else if (!args[i].StartsWith('-'))
                files.Add(args[i]);
        }

        Console.WriteLine("G-code engine: best of " + runs + " runs, per CPU second of one core");
        Console.WriteLine();
        Console.WriteLine("| program | size | reading | measuring | with motion time | toolpath | allocated by one analysis | per further line |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        List<BenchProgram> programs = files.Count > 0 ? [.. files.Select(BenchProgram.FromFile)] : BenchProgram.Usual();
        bool good = true;
        foreach (BenchProgram program in programs)
            good &= GcodeFigures.Print(program, runs);
        Console.WriteLine();
        Console.WriteLine("Asked for: reading 600 MB/s, with motion time 120 MB/s, toolpath of 50 MB in 1.5 s, at most 40 MB of heap, nothing per line.");
        Console.WriteLine("A further line costs nothing itself; what remains are marks of layers and restart points, which are bounded.");
        if (files.Count == 0)
            GcodeExactness.Print();
        if (!args.Contains("--no-peers"))
            PrintrunPeer.Print(programs);
        return good ? 0 : 1;
    }
}
