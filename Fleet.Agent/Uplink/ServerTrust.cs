using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Agent.Uplink;

/// <summary>
/// Which server an agent talks to: before it joined, the one whose certificate its token names; afterwards, any that holds a
/// server certificate of the fleet's authority. Host names do not matter, because only the fleet can sign.
/// </summary>
static class ServerTrust
{
    static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <param name="fingerprint">SHA-256 of the server's certificate, hex.</param>
    public static SocketsHttpHandler Pinned(string fingerprint) => Handler(null, (_, certificate, _, _) =>
        certificate is not null && Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData())) == fingerprint);

    /// <summary>For an agent that nobody has told anything: the first server that it meets is the one that it goes on talking to.</summary>
    /// <param name="pinFile">Keeps that server's fingerprint over restarts.</param>
    public static SocketsHttpHandler FirstMet(string pinFile) => Handler(null, (_, certificate, _, _) =>
    {
        if (certificate is null)
            return false;
        var met = Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
        if (!File.Exists(pinFile))
            File.WriteAllText(pinFile, met);
        return File.ReadAllText(pinFile).Trim() == met;
    });

    public static SocketsHttpHandler Signed(AgentIdentity identity) => Handler(identity.Certificate, (_, certificate, _, _) =>
    {
        if (certificate is not X509Certificate2 server)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(identity.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        // The agent's own clock may be wrong, and the fleet's certificates outlive it anyway.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(server);
    });

    static SocketsHttpHandler Handler(X509Certificate2? own, RemoteCertificateValidationCallback trust)
    {
        var handler = new SocketsHttpHandler
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            SslOptions = { RemoteCertificateValidationCallback = trust },
        };
        if (own is not null)
            handler.SslOptions.ClientCertificates = [own];
        return handler;
    }
}
