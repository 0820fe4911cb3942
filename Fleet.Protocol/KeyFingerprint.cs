using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Protocol;

/// <summary>
/// How agent and server show the same key to a person who compares the two: the first 80 bits of the SHA-256 over the
/// SubjectPublicKeyInfo, in five groups, for instance <c>3f9a-01bc-77d2-e0e4-51aa</c>.
/// </summary>
public static class KeyFingerprint
{
    const int Groups = 5;
    const int DigitsPerGroup = 4;

    public static string Of(PublicKey key)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        return string.Join('-', Enumerable.Range(0, Groups).Select(group => hex.Substring(group * DigitsPerGroup, DigitsPerGroup)));
    }
}
