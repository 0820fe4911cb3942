using System.Security.Cryptography;
using Fleet.Silo.Desk;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Rows;
using Google.Protobuf;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>The agents' door. Everything here needs a certificate of the fleet's authority that nobody has revoked.</summary>
public sealed class AgentLinkService(AgentDesk agents, ReleaseDesk releases, ProgramFiles programs, AgentSessions sessions) : AgentLink.AgentLinkBase
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
        await using var program = await programs.Open(request.ProgramId, context.CancellationToken)
            ?? throw new RpcException(new(StatusCode.NotFound, $"The server has no program {request.ProgramId}."));
        await Send(program, request.Offset, responseStream, context.CancellationToken);
    }

    public override async Task FetchRelease(ProgramRequest request, IServerStreamWriter<ProgramChunk> responseStream, ServerCallContext context)
    {
        await Recognise(context);
        await using var release = await releases.Open(request.ProgramId, context.CancellationToken)
            ?? throw new RpcException(new(StatusCode.NotFound, "The server does not offer this release any more."));
        await Send(release, request.Offset, responseStream, context.CancellationToken);
    }

    public override async Task<EnrolReply> RenewCertificate(RenewRequest request, ServerCallContext context)
    {
        var agent = await Recognise(context);
        try
        {
            var renewed = await agents.Renew(agent, request.CertificateRequestPem);
            return new() { AgentId = renewed.AgentId, CertificatePem = renewed.CertificatePem, AuthorityPem = renewed.AuthorityPem };
        }
        catch (CryptographicException)
        {
            throw new RpcException(new(StatusCode.InvalidArgument, "The certificate request cannot be read. Update the agent."));
        }
    }

    static async Task Send(Stream file, ulong offset, IServerStreamWriter<ProgramChunk> to, CancellationToken cancellation)
    {
        if (offset > (ulong)file.Length)
            throw new RpcException(new(StatusCode.OutOfRange, $"The file has {file.Length} bytes, {offset} were asked for."));
        file.Seek((long)offset, SeekOrigin.Begin);
        var buffer = new byte[ChunkBytes];
        while (await file.ReadAsync(buffer, cancellation) is > 0 and var count)
            await to.WriteAsync(new() { Data = ByteString.CopyFrom(buffer, 0, count) }, cancellation);
    }

    async Task<AgentRow> Recognise(ServerCallContext context)
    {
        var certificate = context.GetHttpContext().Connection.ClientCertificate
            ?? throw new RpcException(new(StatusCode.Unauthenticated, "No certificate was shown. Enrol this agent first."));
        return await agents.Recognise(certificate.RawData)
            ?? throw new RpcException(new(StatusCode.Unauthenticated, "This agent's certificate is revoked or unknown here. Enrol it again."));
    }
}
