using System.Security.Cryptography;
using Fleet.Silo.Desk;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>The only thing that answers on the agents' port without a certificate.</summary>
public sealed class EnrolmentService(AgentDesk agents) : Enrolment.EnrolmentBase
{
    public override async Task<EnrolReply> Enrol(EnrolRequest request, ServerCallContext context)
    {
        try
        {
            var answer = await agents.Enrol(request.JoinToken, request.CertificateRequestPem, request.HostName);
            return answer.Value is { } enrolled
                ? new() { AgentId = enrolled.AgentId, CertificatePem = enrolled.CertificatePem, AuthorityPem = enrolled.AuthorityPem }
                : throw new RpcException(new(StatusCode.PermissionDenied, answer.Refusal!.Sentence));
        }
        catch (CryptographicException)
        {
            throw new RpcException(new(StatusCode.InvalidArgument, "The certificate request cannot be read. Update the agent and try again."));
        }
    }
}
