using System.Diagnostics;
using System.Globalization;
using Fleet.Agent.Drivers;
using Fleet.Core.Machines;

namespace Fleet.Bench.Stream;

/// <summary>
/// How fast lines go through the driver, against a responder in C on a pty, with peers beside it: the same responder, the same machine,
/// the same run.
/// </summary>
public static class StreamBench
{
    /// <param name="args"><c>--lines N</c> (60 000), <c>--repeat N</c> (3), <c>--course ping|window|wires|grbl|eight|planner|million</c> for one of them.</param>
    /// <returns>0 when every line of every run arrived whole.</returns>
    public static int Run(string[] args)
    {
        int lines = Option(args, "--lines", 60_000), repeat = Option(args, "--repeat", 3);
        string? only = Array.IndexOf(args, "--course") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        if (Responder.Build() is { } why)
        {
            Console.WriteLine($"The responder cannot be built: {why}");
            return 1;
        }
        string print = ProgramFile(lines, "G1 X{0}.{1} Y{2}.{3} E0.01234"), mill = ProgramFile(lines / 4, "G1X{0}.{1}Y{2}.{3}");
        try
        {
            // The just-in-time compiler's work is done once in an agent's life of months.
            Ours(new StreamTable(), "", "", print, lines, 1, new DriverOptions { PingPong = true }, "marlin", fewer: 3);
            var table = new StreamTable();
            Course("ping", () => PingPong(table, print, lines, repeat));
            Course("window", () => Windowed(table, print, lines, repeat));
            Course("wires", () => Wires(table, print, lines));
            Course("grbl", () => Counting(table, mill, lines / 4, repeat));
            Course("eight", () => EightAtOnce(table));
            table.Print();
            Course("planner", PlannerCourse.Run);
            if (only == "million")
                MillionCourse.Run(table);
            return table.Failed ? 1 : 0;
        }
        finally
        {
            File.Delete(print);
            File.Delete(mill);
        }

        void Course(string name, Action run)
        {
            if (only == null || only == name)
                run();
        }
    }

    static void PingPong(StreamTable table, string path, int lines, int repeat)
    {
        Ours(table, "ping-pong", "Fleet", path, lines, repeat, new DriverOptions { PingPong = true }, "marlin");
        Ours(table, "ping-pong", "Fleet through System.IO.Ports", path, lines, 1, new DriverOptions { PingPong = true, PortableLink = true }, "marlin", fewer: 30);
        Peer(table, "ping-pong", "ten-line script", "pingpong_peer.py", path, lines, repeat, "marlin");
        Peer(table, "ping-pong", "printrun's printcore", "printcore_peer.py", path, lines, repeat, "marlin", fewer: 10);
    }

    static void Windowed(StreamTable table, string path, int lines, int repeat) =>
        Ours(table, "window (ADVANCED_OK)", "Fleet", path, lines, repeat, new DriverOptions { MeatPack = false }, "marlin", "--advanced");

    static void Wires(StreamTable table, string path, int lines)
    {
        foreach (string baud in (string[])["115200", "250000"])
        {
            Ours(table, $"wire of {baud} baud", "Fleet, MeatPack", path, lines, 1, new DriverOptions(), fewer: 10, responder: ["marlin", "--advanced", "--baud", baud]);
            Ours(table, $"wire of {baud} baud", "Fleet, window", path, lines, 1, new DriverOptions { MeatPack = false }, fewer: 10, responder: ["marlin", "--advanced", "--baud", baud]);
            Ours(table, $"wire of {baud} baud", "Fleet, ping-pong", path, lines, 1, new DriverOptions { PingPong = true }, fewer: 10, responder: ["marlin", "--baud", baud]);
        }
    }

    static void Counting(StreamTable table, string path, int lines, int repeat)
    {
        Ours(table, "GRBL, 128 bytes, 300 µs a line", "Fleet", path, lines, repeat, new DriverOptions(), Machines.Router, ["grbl", "--us", "300"]);
        Peer(table, "GRBL, 128 bytes, 300 µs a line", "counting script", "counting_peer.py", path, lines, repeat, "grbl", "--us", "300");
    }

    /// <summary>Eight machines at 250 000 baud at once, for a minute: what one of them feels of the other seven.</summary>
    static void EightAtOnce(StreamTable table)
    {
        const int lines = 38_000;
        string part = ProgramFile(lines, "G1 X{0}.{1} Y{2}.{3} E0.01234");
        var responders = Enumerable.Range(0, 8).Select(_ => Responder.Start("marlin", "--advanced", "--baud", "250000")).ToArray();
        try
        {
            var runs = Task.WhenAll(responders.Select(one => OurRun.Go(Machines.Printer, one.Port, part, new DriverOptions { MeatPack = false }))).GetAwaiter().GetResult();
            var results = responders.Select(one => one.Finish()).ToArray();
            for (int i = 0; i < runs.Length; i++)
                table.Check(results[i], lines, runs[i].Failure);
            table.Add("eight printers at 250 000 baud", "Fleet, each",
                Figures.Median(results.Select(one => one["lines"] / one["seconds"])), runs.Max(run => run.CpuSeconds) / 8 / lines * 100_000,
                Figures.Median(runs.Select(run => run.GapP50Us)), runs.Max(run => run.GapP99Us), runs.Max(run => run.GapWorstUs),
                string.Create(CultureInfo.InvariantCulture, $"{results.Min(one => one["wire_share"]):0.0 %} of the wire at worst"));
        }
        finally
        {
            foreach (var one in responders)
                one.Dispose();
            File.Delete(part);
        }
    }

    static void Ours(StreamTable table, string course, string name, string path, int lines, int repeat, DriverOptions options, params string[] responder) =>
        Ours(table, course, name, path, lines, repeat, options, responder, fewer: 1);

    static void Ours(StreamTable table, string course, string name, string path, int lines, int repeat, DriverOptions options, string responder, int fewer) =>
        Ours(table, course, name, path, lines, repeat, options, [responder], fewer);

    static void Ours(StreamTable table, string course, string name, string path, int lines, int repeat, DriverOptions options, string[] responder, int fewer) =>
        Ours(table, course, name, path, lines, repeat, options, Machines.Printer, responder, fewer);

    static void Ours(
        StreamTable table, string course, string name, string path, int lines, int repeat, DriverOptions options, Profile machine, string[] responder, int fewer = 1)
    {
        string part = fewer == 1 ? path : Shortened(path, lines /= fewer);
        var runs = new List<(OurRun.Result Ours, IReadOnlyDictionary<string, double> Theirs)>();
        for (int i = 0; i < repeat; i++)
        {
            using var other = Responder.Start(responder);
            var ours = OurRun.Go(machine, other.Port, part, options).GetAwaiter().GetResult();
            var theirs = other.Finish();
            table.Check(theirs, lines, ours.Failure);
            runs.Add((ours, theirs));
        }
        var last = runs[^1].Theirs;
        string note = last["wire_share"] > 0 ? string.Create(CultureInfo.InvariantCulture, $"{last["wire_share"]:0.0 %} of the wire")
            : last["fill_share"] > 0 ? string.Create(CultureInfo.InvariantCulture, $"buffer {last["fill_share"]:0.0 %} full, {last["lost_bytes"]:0} bytes lost")
            : string.Create(CultureInfo.InvariantCulture, $"{runs.Min(run => run.Ours.BytesPerLine):0.00} bytes allocated a line");
        table.Add(course, name,
            Figures.Median(runs.Select(run => run.Theirs["lines"] / run.Theirs["seconds"])),
            Figures.Median(runs.Select(run => run.Ours.CpuSeconds)) / lines * 100_000,
            Figures.Median(runs.Select(run => run.Ours.GapP50Us)), Figures.Median(runs.Select(run => run.Ours.GapP99Us)),
            runs.Max(run => run.Ours.GapWorstUs), note);
        if (fewer != 1)
            File.Delete(part);
    }

    static void Peer(StreamTable table, string course, string name, string script, string path, int lines, int repeat, string responder, int fewer) =>
        Peer(table, course, name, script, path, lines, repeat, [responder], fewer);

    static void Peer(StreamTable table, string course, string name, string script, string path, int lines, int repeat, params string[] responder) =>
        Peer(table, course, name, script, path, lines, repeat, responder, fewer: 1);

    static void Peer(StreamTable table, string course, string name, string script, string path, int lines, int repeat, string[] responder, int fewer)
    {
        string part = fewer == 1 ? path : Shortened(path, lines /= fewer);
        var runs = new List<(IReadOnlyDictionary<string, double> Peer, IReadOnlyDictionary<string, double> Theirs)>();
        for (int i = 0; i < repeat; i++)
        {
            using var other = Responder.Start(responder);
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Responder.Sources, script), other.Port, part])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (python == null)
                break;
            _ = python.StandardError.ReadToEndAsync();
            string told = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            if (python.ExitCode != 0)
                break;
            runs.Add((Figures.Read(told), other.Finish()));
        }
        if (fewer != 1)
            File.Delete(part);
        if (runs.Count == 0)
        {
            table.Absent(course, name, "not installed here: apt-get install printrun");
            return;
        }
        var last = runs[^1].Theirs;
        table.Add(course, name,
            Figures.Median(runs.Select(run => run.Theirs["lines"] / run.Theirs["seconds"])), Figures.Median(runs.Select(run => run.Peer["cpu"])) / lines * 100_000,
            last["gap_p50_us"], last["gap_p99_us"], last["gap_max_us"],
            last["fill_share"] > 0 ? string.Create(CultureInfo.InvariantCulture, $"buffer {last["fill_share"]:0.0 %} full, {last["lost_bytes"]:0} bytes lost") : "gaps as the responder sees them");
    }

    static string ProgramFile(int lines, string form)
    {
        string path = Path.GetTempFileName();
        File.WriteAllLines(path, Enumerable.Range(0, lines).Select(i =>
            string.Format(CultureInfo.InvariantCulture, form, 100 + i % 100, i % 1000, 50 + i / 100 % 100, i * 7 % 1000)));
        return path;
    }

    static string Shortened(string path, int lines)
    {
        string part = Path.GetTempFileName();
        File.WriteAllLines(part, File.ReadLines(path).Take(lines));
        return part;
    }

    static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
