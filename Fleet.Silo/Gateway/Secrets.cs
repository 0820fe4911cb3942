using System.Security.Cryptography;
using System.Text;

namespace Fleet.Silo.Gateway;

/// <summary>Tokens and keys that people carry: 24 random bytes, of which the server keeps only the SHA-256.</summary>
public static class Secrets
{
    public static string New(string prefix)
    {
        Span<byte> bytes = stackalloc byte[24];
        RandomNumberGenerator.Fill(bytes);
        return prefix + Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
    }

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
