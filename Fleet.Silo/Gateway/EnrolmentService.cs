using System.Security.Cryptography;
using Fleet.Silo.Desk;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>The only thing that answers on the agents' port without a certificate.</summary>
public sealed class EnrolmentService(AgentDesk agents, JoinDesk joins, FleetAuthority authority) : Enrolment.EnrolmentBase
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
            throw Unreadable();
        }
    }

    public override async Task<JoinReply> AskToJoin(JoinRequest request, ServerCallContext context)
    {
        try
        {
            var address = context.GetHttpContext().Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "";
            var answer = await joins.Ask(request.CertificateRequestPem, request.HostName, address);
            if (answer.Value is not { } known)
                throw new RpcException(new(StatusCode.ResourceExhausted, answer.Refusal!.Sentence));
            return known.State switch
            {
                "admitted" => new()
                {
                    State = JoinState.Admitted,
                    Enrolled = new() { AgentId = known.AgentId, CertificatePem = known.CertificatePem, AuthorityPem = authority.AuthorityPem },
                },
                "refused" => new() { State = JoinState.Refused },
                _ => new() { State = JoinState.Waiting },
            };
        }
        catch (CryptographicException)
        {
            throw Unreadable();
        }
    }

    static RpcException Unreadable() => new(new(StatusCode.InvalidArgument, "The certificate request cannot be read. Update the agent and try again."));
}
