using System.Diagnostics;

namespace Fleet.Bench.Gcode;

/// <summary>printrun's gcoder (Debian package <c>printrun</c>) on the same files: processor time and memory as its own process counts them.</summary>
static class PrintrunPeer
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Debian's packages are seen by Debian's interpreter alone.</summary>
    const string SystemPython = "/usr/bin/python3";

    const string Script = """
        import resource, sys
        try:
            from printrun import gcoder
        except ImportError:
            sys.exit(3)
        with open(sys.argv[1]) as f:
            code = gcoder.GCode(f)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print("%.2f %d %.0f %s" % (used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, code.filament_length, str(code.duration).split('.')[0]))
        """;

    public static void Print(IReadOnlyList<BenchProgram> programs)
    {
        Console.WriteLine();
        foreach (BenchProgram program in programs)
        {
            string path = Path.Combine(Path.GetTempPath(), "fleet-bench-" + Guid.NewGuid().ToString("N") + ".gcode");
            try
            {
                File.WriteAllBytes(path, program.Bytes);
                Console.WriteLine("peer printrun gcoder, " + program.Name + ": " + Measure(path, program.Bytes.Length));
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    static string Measure(string path, int sizeBytes)
    {
        var start = new ProcessStartInfo(File.Exists(SystemPython) ? SystemPython : "python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add(path);
        try
        {
            using Process python = Process.Start(start)!;
            _ = python.StandardError.ReadToEndAsync();
            Task<string> said = python.StandardOutput.ReadToEndAsync();
            if (!python.WaitForExit(Patience))
            {
                python.Kill();
                return $"not done after {Patience.TotalMinutes:0} minutes.";
            }

            return python.ExitCode switch
            {
                0 => Sentence(said.Result.Split(' '), sizeBytes),
                3 => "absent; apt-get install printrun puts it here.",
                _ => $"failed with exit code {python.ExitCode}.",
            };
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "absent: there is no python3 on this machine.";
        }
    }

    static string Sentence(string[] words, int sizeBytes)
    {
        double seconds = double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{sizeBytes / 1e6 / seconds:0.0} MB per CPU second, {words[1]} MB resident, says {words[2]} mm of filament and {words[3].Trim()} h.");
    }
}
