using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Silo.Gateway;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>
/// Agents without a token knock here. Each is shown with the fingerprint of its key, which it also prints on its own console: an
/// administrator compares the two and admits it with one act. Nothing else of an unknown agent is listened to.
/// </summary>
public sealed class JoinDesk(IDatabase database, FleetAuthority authority, TimeProvider time)
{
    const int MostWaiting = 32;
    const int LongestHostName = 100;
    static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    /// <summary>An agent asks, again and again, until somebody decides.</summary>
    /// <exception cref="CryptographicException">The request is no PKCS#10 request.</exception>
    public async Task<Answer<JoinRow>> Ask(string certificateRequestPem, string hostName, string fromAddress)
    {
        var fingerprint = KeyFingerprint.Of(CertificateRequest.LoadSigningRequestPem(certificateRequestPem, HashAlgorithmName.SHA256).PublicKey);
        if (await Find(fingerprint) is { } known)
            return known;
        var now = time.NowMs();
        await database.Execute("delete from join_request where state = 'waiting' and asked_at_ms < @before", new { before = now - (long)Forgotten.TotalMilliseconds });
        if (await database.Find<long>("select count(*) from join_request where state = 'waiting'") >= MostWaiting)
            return Refusal.Conflict("tooMany", $"{MostWaiting} agents already wait to join. Admit or refuse them first.");
        await database.Execute(
            """
            insert into join_request (fingerprint, certificate_request_pem, host_name, from_address, asked_at_ms, state)
            values (@fingerprint, @certificateRequestPem, @host, @fromAddress, @now, 'waiting') on conflict do nothing
            """,
            new { fingerprint, certificateRequestPem, host = Plain(hostName), fromAddress, now });
        return (await Find(fingerprint))!;
    }

    /// <summary>Who waits, oldest first.</summary>
    public Task<IReadOnlyList<JoinRow>> Waiting() => database.List<JoinRow>("select * from join_request where state = 'waiting' order by asked_at_ms");

    /// <param name="name">What the fleet calls it; empty for its host name.</param>
    public async Task<Refusal?> Admit(string fingerprint, string name)
    {
        if (await Find(fingerprint) is not { } request)
            return Refusal.NotFound("join request", fingerprint);
        if (request.State != "waiting")
            return Refusal.Conflict("decided", "Somebody has already decided about this agent.");
        var now = time.GetUtcNow();
        var id = Ids.New(time);
        using var certificate = authority.SignAgent(request.CertificateRequestPem, id, now);
        var agentName = string.IsNullOrWhiteSpace(name) ? request.HostName : Plain(name);
        var admitted = await database.Write(async transaction =>
        {
            if (await transaction.Execute(
                    "update join_request set state = 'admitted', agent_id = @id, certificate_pem = @pem where fingerprint = @fingerprint and state = 'waiting'",
                    new { id, pem = certificate.ExportCertificatePem(), fingerprint }) == 0)
                return false;
            await transaction.Execute(
                """
                insert into agent (id, name, host_name, thumbprint, built_in, enrolled_at_ms, certificate_until_ms)
                values (@id, @agentName, @HostName, @thumbprint, 0, @now, @until)
                """,
                new
                {
                    id, agentName, request.HostName, thumbprint = AgentDesk.Thumbprint(certificate.RawData), now = now.ToUnixTimeMilliseconds(),
                    until = AgentDesk.Until(certificate),
                });
            return true;
        });
        return admitted ? null : Refusal.Conflict("decided", "Somebody has decided about this agent at the same moment.");
    }

    public async Task<Refusal?> Refuse(string fingerprint) =>
        await database.Execute("update join_request set state = 'refused' where fingerprint = @fingerprint and state = 'waiting'", new { fingerprint }) == 1
            ? null
            : Refusal.NotFound("waiting join request", fingerprint);

    Task<JoinRow?> Find(string fingerprint) => database.Find<JoinRow>("select * from join_request where fingerprint = @fingerprint", new { fingerprint });

    static string Plain(string name)
    {
        var plain = new string([.. name.Where(c => !char.IsControl(c))]).Trim();
        return plain.Length == 0 ? "agent" : plain[..Math.Min(plain.Length, LongestHostName)];
    }
}
