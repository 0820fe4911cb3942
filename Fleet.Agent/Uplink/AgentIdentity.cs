using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Protocol;
using Grpc.Core;
using Grpc.Net.Client;

namespace Fleet.Agent.Uplink;

/// <summary>Who this agent is: its key, its certificate and the authority that it trusts. Kept in one file that only its user can read.</summary>
public sealed class AgentIdentity
{
    const string FileName = "identity.pem";

    AgentIdentity(X509Certificate2 certificate, X509Certificate2 authority) => (Certificate, Authority) = (certificate, authority);

    public X509Certificate2 Certificate { get; }

    public X509Certificate2 Authority { get; }

    /// <summary>Null when this agent has not joined a fleet yet.</summary>
    public static AgentIdentity? Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        var pem = File.ReadAllText(path);
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        using var own = X509Certificate2.CreateFromPem(certificates[0].ExportCertificatePem(), pem);
        return new(X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null), certificates[1]);
    }

    /// <summary>Joins a fleet with a one-time token, which also names the server's certificate: another server is refused.</summary>
    /// <exception cref="RpcException">The server refused; the detail is a sentence for people.</exception>
    public static async Task<AgentIdentity> Join(string folder, Uri server, string token, CancellationToken cancellation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var channel = GrpcChannel.ForAddress(server, new() { HttpHandler = ServerTrust.Pinned(token.Split('.')[^1]) });
        var reply = await new Enrolment.EnrolmentClient(channel).EnrolAsync(
            new() { JoinToken = token, CertificateRequestPem = RequestFor(key), HostName = Environment.MachineName }, cancellationToken: cancellation);
        return Keep(folder, reply, key);
    }

    /// <summary>A fresh key and certificate while the old ones are still good.</summary>
    /// <exception cref="RpcException">The server refused or cannot be reached; the old identity stays.</exception>
    public static async Task<AgentIdentity> Renew(string folder, AgentLink.AgentLinkClient server, CancellationToken cancellation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Keep(folder, await server.RenewCertificateAsync(new() { CertificateRequestPem = RequestFor(key) }, cancellationToken: cancellation), key);
    }

    /// <summary>Whether it is time to renew: a twelfth of the certificate's life is over.</summary>
    public bool WantsRenewal(DateTimeOffset now) =>
        now > Certificate.NotBefore.ToUniversalTime() + (Certificate.NotAfter - Certificate.NotBefore) / 12;

    internal static string RequestFor(ECDsa key) => new CertificateRequest("CN=agent", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

    /// <summary>Puts the new identity in the place of the old one in one step: a power cut leaves either.</summary>
    internal static AgentIdentity Keep(string folder, EnrolReply reply, ECDsa key)
    {
        WriteSecret(Path.Combine(folder, FileName), string.Join('\n', reply.CertificatePem, reply.AuthorityPem, key.ExportPkcs8PrivateKeyPem()));
        return Load(folder)!;
    }

    /// <summary>A file that only its user can read, whole or not at all.</summary>
    internal static void WriteSecret(string path, string text)
    {
        var draft = path + ".draft";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Steps out of the fleet: the server does not know this certificate any more.</summary>
    public static void Forget(string folder) => File.Delete(Path.Combine(folder, FileName));
}
