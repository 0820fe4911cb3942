using System.Reflection;
using Orleans.Runtime;

namespace Fleet.Silo.Cluster;

/// <summary>
/// A node that dies or stops takes the calls with it that it was serving. Those that may be repeated are made again as soon as the
/// cluster knows that it is gone; a person never sees it.
/// <code>
///   call ──► node B ✗ killed        ┌─► node C: answer
///                   └── B is dead ──┘ (about 1 s)
/// </code>
/// </summary>
sealed class CallAgain(TimeProvider time, Departure departure) : IOutgoingGrainCallFilter
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(80);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>A server that is being stopped does not linger over what it cannot say any more.</summary>
    static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(1);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod?.GetCustomAttribute<RepeatableAttribute>() is null)
        {
            await context.Invoke();
            return;
        }
        var (began, pause) = (time.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception fault) when (IsOfTheServer(fault) && time.GetElapsedTime(began) < (departure.HasBegun ? LastPatience : Patience))
            {
                // A grain on a server that leaves hands the question back: its own caller finds it again elsewhere.
                if (context.SourceContext is not null && departure.HasBegun)
                    throw new ServerLeavesException();
                await Task.Delay(pause, time);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    static bool IsOfTheServer(Exception fault) => fault is SiloUnavailableException or OrleansMessageRejectionException or ServerLeavesException;
}
