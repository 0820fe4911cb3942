using System.Reflection;
using Orleans.Runtime;

namespace Fleet.Silo.Cluster;

/// <summary>
/// A node that dies takes the calls with it that it was serving. Those that may be repeated are made again as soon as the cluster knows
/// that it is gone; a person never sees it.
/// <code>
///   call ──► node B ✗ killed        ┌─► node C: answer
///                   └── B is dead ──┘ (about 3 s)
/// </code>
/// </summary>
sealed class CallAgain(TimeProvider time) : IOutgoingGrainCallFilter
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod?.GetCustomAttribute<RepeatableAttribute>() is null)
        {
            await context.Invoke();
            return;
        }
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception fault) when (fault is SiloUnavailableException or OrleansMessageRejectionException && time.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, time);
            }
        }
    }
}
