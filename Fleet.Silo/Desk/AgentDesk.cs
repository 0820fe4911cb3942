using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Silo.Gateway;
using Fleet.Silo.Grains;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Lets agents in and out of the fleet.</summary>
public sealed class AgentDesk(IDatabase database, FleetAuthority authority, IGrainFactory grains, TimeProvider time)
{
    static readonly TimeSpan TokenLife = TimeSpan.FromHours(24);

    /// <summary>A token that lets one agent join within a day. It also carries the server's fingerprint, which the agent checks.</summary>
    public async Task<string> CreateJoinToken(string agentName, bool builtIn = false)
    {
        var secret = Secrets.New("join-");
        await database.Execute(
            """
            insert into join_token (hash, agent_name, built_in, created_at_ms, expires_at_ms) values (@hash, @agentName, @builtIn, @now, @expires)
            """,
            new
            {
                hash = Secrets.Hash(secret), agentName, builtIn = builtIn ? 1 : 0, now = time.NowMs(),
                expires = time.NowMs() + (long)TokenLife.TotalMilliseconds,
            });
        return $"{secret}.{authority.ServerFingerprint}";
    }

    public async Task<Answer<EnrolledAgent>> Enrol(string joinToken, string certificateRequestPem, string hostName)
    {
        var hash = Secrets.Hash(joinToken.Split('.')[0]);
        var token = await database.Find<TokenRow>("select * from join_token where hash = @hash", new { hash });
        if (token is null)
            return Refusal.Forbidden("This join token is not known here. Ask an administrator for a new one.");
        if (token.UsedAtMs is not null)
            return Refusal.Forbidden("This join token was used before. Ask an administrator for a new one.");
        if (token.ExpiresAtMs < time.NowMs())
            return Refusal.Forbidden("This join token is older than a day. Ask an administrator for a new one.");

        var id = token.BuiltIn == 1 ? "local" : Ids.New(time);
        using var certificate = authority.SignAgent(certificateRequestPem, id, time.GetUtcNow());
        var taken = await database.Write(async transaction =>
        {
            if (await transaction.Execute("update join_token set used_at_ms = @now where hash = @hash and used_at_ms is null", new { hash, now = time.NowMs() }) == 0)
                return false;
            await transaction.Execute(
                """
                insert into agent (id, name, host_name, thumbprint, built_in, enrolled_at_ms, certificate_until_ms)
                values (@id, @name, @hostName, @thumbprint, @BuiltIn, @now, @until)
                on conflict (id) do update set thumbprint = excluded.thumbprint, enrolled_at_ms = excluded.enrolled_at_ms,
                    certificate_until_ms = excluded.certificate_until_ms, next_thumbprint = null, revoked_at_ms = null
                """,
                new
                {
                    id, name = token.AgentName.Length > 0 ? token.AgentName : hostName, hostName, thumbprint = Thumbprint(certificate.RawData),
                    token.BuiltIn, now = time.NowMs(), until = Until(certificate),
                });
            return true;
        });
        if (!taken)
            return Refusal.Forbidden("This join token was used at the same moment by another agent. Ask an administrator for a new one.");
        return new EnrolledAgent(id, certificate.ExportCertificatePem(), authority.AuthorityPem);
    }

    /// <summary>The agent that owns a certificate, or null when it is unknown or revoked. Showing a renewed one ends the old one.</summary>
    public async Task<AgentRow?> Recognise(byte[] certificate)
    {
        var thumbprint = Thumbprint(certificate);
        var agent = await database.Find<AgentRow>(
            "select * from agent where (thumbprint = @thumbprint or next_thumbprint = @thumbprint) and revoked_at_ms is null", new { thumbprint });
        if (agent is not null && agent.NextThumbprint == thumbprint)
            await database.Execute(
                """
                update agent set thumbprint = next_thumbprint, certificate_until_ms = next_until_ms, next_thumbprint = null, next_until_ms = null
                where id = @Id and next_thumbprint = @thumbprint
                """, new { agent.Id, thumbprint });
        return agent;
    }

    /// <summary>A new certificate for an agent that has shown a good one.</summary>
    /// <exception cref="CryptographicException">The request is no PKCS#10 request.</exception>
    public async Task<EnrolledAgent> Renew(AgentRow agent, string certificateRequestPem)
    {
        using var certificate = authority.SignAgent(certificateRequestPem, agent.Id, time.GetUtcNow());
        await database.Execute("update agent set next_thumbprint = @next, next_until_ms = @until where id = @Id",
            new { agent.Id, next = Thumbprint(certificate.RawData), until = Until(certificate) });
        return new(agent.Id, certificate.ExportCertificatePem(), authority.AuthorityPem);
    }

    public Task<IReadOnlyList<AgentRow>> List() => database.List<AgentRow>("select * from agent order by built_in desc, name");

    public async Task<Refusal?> Revoke(string agentId)
    {
        if (await database.Find<AgentRow>("select * from agent where id = @agentId", new { agentId }) is null)
            return Refusal.NotFound("agent", agentId);
        await grains.GetGrain<IAgentGrain>(agentId).Revoke();
        return null;
    }

    internal static long Until(X509Certificate2 certificate) => new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeMilliseconds();

    internal static string Thumbprint(byte[] certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate));

    sealed record TokenRow
    {
        public string AgentName { get; init; } = "";
        public long BuiltIn { get; init; }
        public long ExpiresAtMs { get; init; }
        public long? UsedAtMs { get; init; }
    }
}
