using Fleet.Silo.Desk;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Rows;
using Google.Protobuf;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>The agents' door. Everything here needs a certificate of the fleet's authority that nobody has revoked.</summary>
public sealed class AgentLinkService(AgentDesk agents, ProgramFiles programs, AgentSessions sessions) : AgentLink.AgentLinkBase
{
    const int ChunkBytes = 64 * 1024;

    public override async Task Attach(
        IAsyncStreamReader<FromAgent> requestStream, IServerStreamWriter<ToAgent> responseStream, ServerCallContext context)
    {
        var agent = await Recognise(context);
        await sessions.Serve(agent, requestStream, responseStream, context.CancellationToken);
    }

    public override async Task FetchProgram(ProgramRequest request, IServerStreamWriter<ProgramChunk> responseStream, ServerCallContext context)
    {
        await Recognise(context);
        await using var program = programs.Open(request.ProgramId)
            ?? throw new RpcException(new(StatusCode.NotFound, $"The server has no program {request.ProgramId}."));
        if (request.Offset > (ulong)program.Length)
            throw new RpcException(new(StatusCode.OutOfRange, $"The program has {program.Length} bytes, {request.Offset} were asked for."));
        program.Seek((long)request.Offset, SeekOrigin.Begin);
        var buffer = new byte[ChunkBytes];
        while (await program.ReadAsync(buffer, context.CancellationToken) is > 0 and var count)
            await responseStream.WriteAsync(new() { Data = ByteString.CopyFrom(buffer, 0, count) }, context.CancellationToken);
    }

    async Task<AgentRow> Recognise(ServerCallContext context)
    {
        var certificate = context.GetHttpContext().Connection.ClientCertificate
            ?? throw new RpcException(new(StatusCode.Unauthenticated, "No certificate was shown. Enrol this agent first."));
        return await agents.Recognise(certificate.RawData)
            ?? throw new RpcException(new(StatusCode.Unauthenticated, "This agent's certificate is revoked or unknown here. Enrol it again."));
    }
}
