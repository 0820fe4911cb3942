using System.Security.Cryptography;
using System.Text;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>Ids that follow from a name (RFC 9562, version 5), so that exporting again updates instead of doubling.</summary>
public static class Uuid5
{
    /// <summary>Fleet's own name space; a random id, fixed for ever.</summary>
    static readonly Guid Fleet = new("6b1f2c34-8d55-4c8e-9f0a-2e7d5f3a9b61");

    public static string Of(string workshopId, string kind, string key) => Of(Fleet, $"{workshopId}\u001f{kind}\u001f{key}").ToString();

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 9562 asks for SHA-1 in version 5; nothing here is secret.")]
    public static Guid Of(Guid space, string name)
    {
        Span<byte> bytes = stackalloc byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes[16..]);
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData(bytes, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
