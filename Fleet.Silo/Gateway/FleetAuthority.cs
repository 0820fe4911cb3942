using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fleet.Silo.Gateway;

/// <summary>
/// The fleet's own certificate authority. It signs one certificate for the agents' port and one for each agent; nothing outside
/// the fleet trusts it and it trusts nothing else. Keys live in the database, so that every node of a cluster is the same fleet.
/// </summary>
public sealed class FleetAuthority : IDisposable
{
    static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    readonly X509Certificate2 _authority;

    FleetAuthority(X509Certificate2 authority, X509Certificate2 server) => (_authority, ServerCertificate) = (authority, server);

    /// <summary>What the agents' port shows.</summary>
    public X509Certificate2 ServerCertificate { get; }

    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>What a join token carries, so that a new agent knows that it talks to the right server: SHA-256, 64 hex digits.</summary>
    public string ServerFingerprint => Convert.ToHexStringLower(SHA256.HashData(ServerCertificate.RawData));

    /// <summary>Reads the authority, or founds it at the first start.</summary>
    public static async Task<FleetAuthority> Open(IDatabase database, TimeProvider time)
    {
        var stored = await Read(database);
        if (stored.Count < 2)
        {
            await Found(database, time.GetUtcNow());
            stored = await Read(database);
        }
        return new(stored["authority"], stored["server"]);
    }

    /// <summary>A certificate for an agent, valid for a year; the agent renews it every month, and it can be revoked at any time.</summary>
    /// <exception cref="CryptographicException">The request is not a PKCS#10 request or its signature is wrong.</exception>
    public X509Certificate2 SignAgent(string requestPem, string agentId, DateTimeOffset now)
    {
        var asked = CertificateRequest.LoadSigningRequestPem(requestPem, HashAlgorithmName.SHA256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={agentId}, O=Fleet agent"), asked.PublicKey, HashAlgorithmName.SHA256);
        return Sign(request, ClientAuthentication, _authority, now, years: 1);
    }

    /// <summary>ECDSA of the fleet's authority over a text, base64: what agents accept as an order to update themselves.</summary>
    public string SignText(string text)
    {
        using var key = _authority.GetECDsaPrivateKey()!;
        return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));
    }

    /// <summary>Whether a client certificate was signed here for an agent. Says nothing about revocation.</summary>
    public bool Accepts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        return chain.Build(certificate);
    }

    public void Dispose()
    {
        _authority.Dispose();
        ServerCertificate.Dispose();
    }

    static async Task<Dictionary<string, X509Certificate2>> Read(IDatabase database)
    {
        var rows = await database.List<(string Id, string Certificate, string Key)>("select id, certificate_pem, key_pem from authority");
        return rows.ToDictionary(row => row.Id, row =>
        {
            using var certificate = X509Certificate2.CreateFromPem(row.Certificate, row.Key);
            // Through PKCS#12, because TLS on some platforms cannot use a key that is only in memory.
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        });
    }

    static async Task Found(IDatabase database, DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Fleet authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(30));

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serverRequest = new CertificateRequest("CN=Fleet server", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("fleet-server");
        names.AddDnsName("localhost");
        serverRequest.CertificateExtensions.Add(names.Build());
        using var server = Sign(serverRequest, ServerAuthentication, authority, now, years: 10);

        await database.Write(async transaction =>
        {
            await Store(transaction, "authority", authority.ExportCertificatePem(), authorityKey);
            await Store(transaction, "server", server.ExportCertificatePem(), serverKey);
            return true;
        });

        static Task Store(System.Data.Common.DbTransaction transaction, string id, string certificate, ECDsa key) =>
            transaction.Execute(
                "insert into authority (id, certificate_pem, key_pem) values (@id, @certificate, @key) on conflict do nothing",
                new { id, certificate, key = key.ExportPkcs8PrivateKeyPem() });
    }

    static X509Certificate2 Sign(CertificateRequest request, Oid use, X509Certificate2 authority, DateTimeOffset now, int years)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([use], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] &= 0x7F;
        return request.Create(authority, now.AddDays(-1), now.AddYears(years), serial);
    }
}
