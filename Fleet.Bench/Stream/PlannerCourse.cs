using System.Diagnostics;
using System.Globalization;
using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Bench.Stream;

/// <summary>
/// Does the printer's planner run dry? A simulated Marlin in real time behind a wire of real speed prints a round vase in short segments:
/// the share of its time in which the planner stood empty, and how much longer the print took than its feed says (a planner that is nearly
/// empty also slows down), for us and for printrun's printcore.
/// </summary>
static class PlannerCourse
{
    const double RadiusMm = 20, SecondsEach = 10;

    /// <param name="SegmentMm">Length of each G1.</param>
    /// <param name="FeedMmPerS">Together with the length the lines a second that the motion takes.</param>
    sealed record Vase(string Name, double SegmentMm, double FeedMmPerS);

    static readonly Vase[] Vases = [new("arcs in 0.4 mm", 0.4, 80), new("tiny segments of 0.1 mm", 0.1, 40)];

    static readonly int[] Bauds = [115_200, 250_000];

    internal static void Run()
    {
        Console.WriteLine();
        Console.WriteLine("planner empty, print longer by     lines/s  wire, baud    Fleet, window  Fleet, MeatPack  Fleet, ping-pong        printcore");
        foreach (var vase in Vases)
            foreach (int baud in Bauds)
            {
                string path = ProgramFile(vase, (int)(SecondsEach * vase.FeedMmPerS / vase.SegmentMm));
                try
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{vase.Name,-32} {vase.FeedMmPerS / vase.SegmentMm,9:0}  {baud,10}  {Ours(path, baud),15}  {Ours(path, baud, meatPack: true),15}  {Ours(path, baud, pingPong: true),16}  {Printcore(path, baud),15}"));
                }
                finally
                {
                    File.Delete(path);
                }
            }
    }

    static string Ours(string path, int baud, bool pingPong = false, bool meatPack = false)
    {
        using var printer = new Printer(baud, meatPack);
        var result = OurRun.Go(Machines.Printer, printer.Machine.Port, path, new DriverOptions { PingPong = pingPong, MeatPack = meatPack }).GetAwaiter().GetResult();
        return result.Failure.Length > 0 ? result.Failure : printer.Verdict();
    }

    static string Printcore(string path, int baud)
    {
        using var printer = new Printer(baud);
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Responder.Sources, "printcore_peer.py"), printer.Machine.Port, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        if (python == null)
            return "-";
        _ = python.StandardError.ReadToEndAsync();
        _ = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0 ? printer.Verdict() : "-";
    }

    static string ProgramFile(Vase vase, int lines)
    {
        string path = Path.GetTempFileName();
        double step = vase.SegmentMm / RadiusMm;
        File.WriteAllLines(path, (string[])["M302 P1", "M83", string.Create(CultureInfo.InvariantCulture, $"G1 X120 Y100 F{vase.FeedMmPerS * 60:0}"), .. Enumerable.Range(1, lines).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"G1 X{100 + RadiusMm * Math.Cos(i * step):0.000} Y{100 + RadiusMm * Math.Sin(i * step):0.000} E{vase.SegmentMm * 0.04:0.00000}"))]);
        return path;
    }

    sealed class Printer : IDisposable
    {
        readonly string _folder = Directory.CreateTempSubdirectory("fleet-bench-").FullName;

        internal Printer(int baud, bool meatPack = false) =>
            Machine = new SimulatedMachine(Machines.Printer, Path.Combine(_folder, "port"), traits: new SimulatedMarlinTraits { MeatPack = meatPack }, wireBaud: baud);

        internal SimulatedMachine Machine { get; }

        internal string Verdict()
        {
            double starved = 0, moved = 0;
            Machine.With(firmware => (starved, moved) = (firmware.Planner.StarvedSeconds, firmware.Planner.MovingSeconds));
            double took = Math.Max(1e-9, starved + moved);
            return string.Create(CultureInfo.InvariantCulture, $"{starved / took:0.0 %}, +{Math.Max(0, took / SecondsEach - 1):0 %}");
        }

        public void Dispose()
        {
            Machine.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
