using System.Diagnostics;
using System.Globalization;
using Fleet.Agent.Drivers;

namespace Fleet.Bench.Stream;

/// <summary>A million lines in ten runs over one window: the process must be as large after the last as after the first.</summary>
static class MillionCourse
{
    const int Runs = 10, LinesEach = 100_000;

    internal static void Run(StreamTable table)
    {
        string path = Path.GetTempFileName();
        File.WriteAllLines(path, Enumerable.Range(0, LinesEach).Select(i => string.Create(CultureInfo.InvariantCulture, $"G1 X{100 + i % 100}.{i % 1000} Y{i / 100 % 100} E0.01234")));
        Console.WriteLine();
        Console.WriteLine("lines so far  bytes allocated a line  managed memory, KiB  resident, MiB");
        for (int i = 1; i <= Runs; i++)
        {
            using var other = Responder.Start("marlin", "--advanced");
            var ours = OurRun.Go(Machines.Printer, other.Port, path, new DriverOptions { MeatPack = false }).GetAwaiter().GetResult();
            table.Check(other.Finish(), LinesEach, ours.Failure);
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{i * LinesEach,12}  {ours.BytesPerLine,22:0.00}  {GC.GetTotalMemory(false) / 1024,19}  {process.WorkingSet64 >> 20,13}"));
        }
        File.Delete(path);
    }
}
