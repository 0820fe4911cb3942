using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fleet.Agent.Updates;

/// <summary>A newer agent as one file, and the fleet's word for it.</summary>
/// <param name="Rid">The kind of machine that it runs on, for instance <c>linux-arm64</c>.</param>
/// <param name="Sha256">Of the file, lower-case hex.</param>
/// <param name="Signature">ECDSA of the fleet's authority, base64.</param>
sealed record Release(string Version, string Rid, string Sha256, string Signature)
{
    /// <summary>Whether the fleet's authority has signed exactly this version, kind and file.</summary>
    public bool IsSignedBy(X509Certificate2 authority)
    {
        using var key = authority.GetECDsaPublicKey();
        var signature = new byte[512];
        return key is not null && Convert.TryFromBase64String(Signature, signature, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes($"{Version}\n{Rid}\n{Sha256}"), signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }
}
