using System.Runtime.InteropServices;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Puts the calling thread before all ordinary ones. On Linux .NET's priorities do nothing; the kernel's real-time class does, where the
/// agent may use it (<c>LimitRTPRIO=</c> in its unit file, or root). The thread sleeps in reads and never spins, so it takes nothing
/// from others that it does not need.
/// </summary>
static partial class ThreadRank
{
    const int RoundRobin = 2, ResetOnFork = 0x40000000, LowRealTimePriority = 5;

    /// <summary>Silently does what it may.</summary>
    internal static unsafe void Raise()
    {
        Thread.CurrentThread.Priority = ThreadPriority.Highest;
        if (!OperatingSystem.IsLinux())
            return;
        int priority = LowRealTimePriority;
        _ = SetScheduler(0, RoundRobin | ResetOnFork, &priority);
    }

    /// <summary>0 is the calling thread; the argument is <c>struct sched_param</c>, one int.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static unsafe partial int SetScheduler(int thread, int policy, int* parameters);
}
