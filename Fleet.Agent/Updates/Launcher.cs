using System.Runtime.InteropServices;
using Fleet.Agent.Uplink;

namespace Fleet.Agent.Updates;

/// <summary>
/// Runs before everything else: hands this process over to the newest version that proved itself, or to one on its first trial. The
/// process stays the same one, so the service manager notices nothing.
/// </summary>
static partial class Launcher
{
    /// <summary>Set by the service; an agent that was started by hand stays what it is.</summary>
    public const string Switch = "FLEET_AGENT_UPDATES";

    const string Launched = "FLEET_AGENT_LAUNCHED";

    public static bool IsOn => Environment.GetEnvironmentVariable(Switch) == "1";

    /// <summary>Returns only when this version is the one to run.</summary>
    public static void HandOver(string agentFolder, IReadOnlyList<string> arguments)
    {
        if (!IsOn || Environment.GetEnvironmentVariable(Launched) == "1" || AgentIdentity.Load(agentFolder) is not { } identity)
            return;
        var folder = new ReleaseFolder(agentFolder);
        var state = folder.Current;
        if (state is { Approved: false, Starts: > 0, Release.Sha256.Length: > 0 })
        {
            Console.Error.WriteLine($"fleet agent: version {state.Release.Version} did not prove itself; the version before runs on.");
            state = folder.Reject(state);
        }
        if (state is null || state.Release.Sha256.Length == 0 || !IsNewer(state.Release.Version))
            return;
        if (!folder.IsWhole(state.Release) || !state.Release.IsSignedBy(identity.Authority))
        {
            Console.Error.WriteLine($"fleet agent: version {state.Release.Version} is damaged or not signed by the fleet; the installed one runs.");
            return;
        }
        folder.CountStart(state);
        Execute(folder.FileOf(state.Release), arguments);
    }

    static bool IsNewer(string version) =>
        Version.TryParse(version, out var there) && there > typeof(Launcher).Assembly.GetName().Version;

    static void Execute(string path, IReadOnlyList<string> arguments)
    {
        setenv(Launched, "1", 1);
        string?[] words = [path, .. arguments, null];
        _ = execv(path, words);
        Console.Error.WriteLine($"fleet agent: {path} could not be started (error {Marshal.GetLastPInvokeError()}); the installed version runs.");
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execv(string path, string?[] arguments);

    /// <summary>The runtime's own environment is a copy; what the next program sees is the C library's.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
