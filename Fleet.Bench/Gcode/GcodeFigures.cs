using System.Diagnostics;
using System.Globalization;
using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Pictures;
using Fleet.Core.Gcode.Reading;

namespace Fleet.Bench.Gcode;

/// <summary>The row of one program.</summary>
static unsafe class GcodeFigures
{
    const long MaxHeapBytes = 40_000_000;

    /// <summary>False when memory is not bounded as promised; speed depends on the machine and is only printed.</summary>
    public static bool Print(BenchProgram program, int runs)
    {
        byte[] bytes = program.Bytes;
        double reading = Best(runs, () => ReadWords(bytes));
        double measuring = Best(runs, () => Analyse(bytes, AnalysisOptions.Default with { WithMotionTime = false }));
        double timing = Best(runs, () => Analyse(bytes, AnalysisOptions.Default));
        double toolpath = Best(runs, () => Toolpath(bytes));
        (long allocated, long lines) = Allocated(bytes);
        (long twice, long twiceLines) = Allocated([.. bytes, .. bytes]);
        double perLine = Math.Max(0, (double)(twice - allocated) / (twiceLines - lines));
        double mb = bytes.Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {program.Name} | {mb:0.0} MB | {mb / reading:0} MB/s | {mb / measuring:0} MB/s | {mb / timing:0} MB/s | {toolpath:0.00} s | {allocated / 1e6:0.0} MB | {perLine:0.00} B |"));
        return allocated < MaxHeapBytes;
    }

    static (long Bytes, long Lines) Allocated(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long lines = Analyse(bytes, AnalysisOptions.Default);
        return (GC.GetAllocatedBytesForCurrentThread() - before, lines);
    }

    static long ReadWords(byte[] bytes)
    {
        var reader = new LineReader(new MemoryStream(bytes));
        var code = new CodeLine();
        long words = 0;
        while (reader.TryRead(out byte* line, out int length))
        {
            LineParser.Parse(line, length, ref code);
            words += System.Numerics.BitOperations.PopCount(code.Seen);
        }

        return words;
    }

    static long Analyse(byte[] bytes, AnalysisOptions options) =>
        ProgramAnalyser.Analyse(new MemoryStream(bytes), null, options, CancellationToken.None) is AnalysisOutcome.Analysed done ? done.Analysis.LineCount : 1;

    static long Toolpath(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var writer = new ToolpathWriter(output))
            Analyse(bytes, AnalysisOptions.Default with { WithMotionTime = false, Observer = writer });
        return output.Length;
    }

    static double Best(int runs, Func<long> work)
    {
        double best = double.MaxValue;
        using Process self = Process.GetCurrentProcess();
        for (int i = 0; i < runs + 1; i++)
        {
            self.Refresh();
            TimeSpan cpu = self.TotalProcessorTime;
            long begun = Stopwatch.GetTimestamp();
            work();
            TimeSpan wall = Stopwatch.GetElapsedTime(begun);
            self.Refresh();

            // The processor clock ticks coarsely; below 50 ms the wall clock is the better one.
            TimeSpan taken = wall.TotalMilliseconds < 50 ? wall : self.TotalProcessorTime - cpu;
            best = Math.Min(best, Math.Max(taken.TotalSeconds, 1e-6));
        }

        return best;
    }
}
