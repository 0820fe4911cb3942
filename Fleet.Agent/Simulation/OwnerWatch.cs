using System.Diagnostics;
using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>Tells when a simulation has outlived the server it was started for.</summary>
/// <param name="ownerFile">Holds the server's process id; a restarted server writes a new one.</param>
sealed class OwnerWatch(string ownerFile, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    long _aliveAt = time.GetTimestamp();

    /// <summary>The owner has been dead for a minute.</summary>
    internal bool OwnerIsGone()
    {
        if (Alive())
            _aliveAt = time.GetTimestamp();
        return time.GetElapsedTime(_aliveAt) > Patience;
    }

    bool Alive()
    {
        try
        {
            if (!int.TryParse(File.ReadAllText(ownerFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
                return false;
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
