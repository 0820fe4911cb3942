using System.Diagnostics;
using System.Globalization;

namespace Fleet.Bench.Stream;

/// <summary>The C program at the other end of the wire, built by the system's compiler on first use.</summary>
sealed class Responder : IDisposable
{
    readonly Process _process;

    Responder(Process process, string port)
    {
        _process = process;
        Port = port;
    }

    internal string Port { get; }

    /// <summary>Where the bench's sources in C and Python lie.</summary>
    internal static string Sources => Path.Combine(AppContext.BaseDirectory, "Stream");

    /// <returns>Null when it was built; else why not.</returns>
    internal static string? Build()
    {
        using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-Wall", "-Wextra", "-o", Program, Path.Combine(Sources, "responder.c")]) { RedirectStandardError = true });
        if (compiler == null)
            return "there is no C compiler (cc)";
        string errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? null : errors;
    }

    internal static Responder Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
        return new Responder(process, process.StandardOutput.ReadLine()!);
    }

    /// <summary>Ends it and reads its results.</summary>
    internal IReadOnlyDictionary<string, double> Finish()
    {
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            _process.WaitForExit();
        return Figures.Read(_process.StandardOutput.ReadToEnd());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    static string Program => Path.Combine(AppContext.BaseDirectory, "stream-responder");
}
