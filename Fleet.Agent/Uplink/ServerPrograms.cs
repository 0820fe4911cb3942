using System.Runtime.CompilerServices;
using Fleet.Protocol;
using Grpc.Core;

namespace Fleet.Agent.Uplink;

/// <summary>
/// Bytes of programs from whatever server this agent is connected to. A download whose server goes away goes on at the next one, where
/// it broke off: a run that was accepted is not lost with the node that gave it.
/// <code>
///   server A ████████ ✗ lost      server B ████████████ done
///                       └ waiting ┘
/// </code>
/// </summary>
sealed class ServerPrograms(TimeProvider time)
{
    /// <summary>Without any server for that long the run fails, and says so.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    AgentLink.AgentLinkClient? _client;

    public void Attached(AgentLink.AgentLinkClient client) => Volatile.Write(ref _client, client);

    /// <summary>Ignored when another connection took over meanwhile.</summary>
    public void Detached(AgentLink.AgentLinkClient client) => Interlocked.CompareExchange(ref _client, null, client);

    /// <exception cref="RpcException">The server does not have the program, or there was none for too long.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Fetch(string programId, ulong offset, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lost = time.GetTimestamp();
        while (true)
        {
            if (Volatile.Read(ref _client) is { } client)
            {
                using var call = client.FetchProgram(new() { ProgramId = programId, Offset = offset }, cancellationToken: cancellation);
                while (await Next(call, lost, cancellation) is { } step)
                {
                    if (step.IsLast)
                        yield break;
                    lost = time.GetTimestamp();
                    offset += (ulong)step.Chunk.Length;
                    yield return step.Chunk;
                }
            }
            else if (time.GetElapsedTime(lost) > Patience)
                throw new RpcException(new(StatusCode.Unavailable, $"No server of the fleet was reached for {Patience.TotalMinutes:0} minutes."));
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Null: the server went away.</summary>
    async Task<Step?> Next(AsyncServerStreamingCall<ProgramChunk> call, long lost, CancellationToken cancellation)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellation) ? new Step(call.ResponseStream.Current.Data.Memory, IsLast: false) : new Step(default, IsLast: true);
        }
        catch (RpcException fault) when (IsLoss(fault.StatusCode) && !cancellation.IsCancellationRequested && time.GetElapsedTime(lost) < Patience)
        {
            return null;
        }
    }

    static bool IsLoss(StatusCode code) =>
        code is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled or StatusCode.DeadlineExceeded;

    readonly record struct Step(ReadOnlyMemory<byte> Chunk, bool IsLast);
}
