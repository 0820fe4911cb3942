using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Protocol;
using Grpc.Net.Client;

namespace Fleet.Agent.Uplink;

/// <summary>
/// Joining without a token: the agent makes a key, asks, and keeps asking until an administrator has compared its fingerprint and
/// decided. The first server that it meets is pinned; the key survives a restart, so the fingerprint stays the same.
/// <code>
///   agent:  key ─► ask ─► "waiting" ─► ask ─► … ─► "admitted": certificate, authority ─► identity
///   person:                 compares the fingerprint, admits
/// </code>
/// </summary>
sealed class Admission : IDisposable
{
    const string KeyFile = "joining.pem";
    const string PinFile = "joining.server";

    readonly string _folder;
    readonly ECDsa _key;

    public Admission(string folder)
    {
        _folder = folder;
        var path = Path.Combine(folder, KeyFile);
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
            _key.ImportFromPem(File.ReadAllText(path));
        else
            AgentIdentity.WriteSecret(path, _key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>What a person compares with the page.</summary>
    public string Fingerprint => KeyFingerprint.Of(new PublicKey(_key));

    /// <summary>Asks once.</summary>
    /// <returns>The identity when admitted; the state otherwise.</returns>
    public async Task<(AgentIdentity? Identity, JoinState State)> Ask(Uri server, CancellationToken cancellation)
    {
        var pin = Path.Combine(_folder, PinFile);
        using var channel = GrpcChannel.ForAddress(server, new() { HttpHandler = ServerTrust.FirstMet(pin) });
        var reply = await new Enrolment.EnrolmentClient(channel).AskToJoinAsync(
            new() { CertificateRequestPem = AgentIdentity.RequestFor(_key), HostName = Environment.MachineName }, cancellationToken: cancellation);
        if (reply.State != JoinState.Admitted)
            return (null, reply.State);
        var identity = AgentIdentity.Keep(_folder, reply.Enrolled, _key);
        File.Delete(Path.Combine(_folder, KeyFile));
        File.Delete(pin);
        return (identity, JoinState.Admitted);
    }

    public void Dispose() => _key.Dispose();
}
