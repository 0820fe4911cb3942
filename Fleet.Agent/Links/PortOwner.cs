using System.Globalization;
using System.Runtime.InteropServices;

namespace Fleet.Agent.Links;

/// <summary>Which group owns a port, so that a refused open can name the group to join.</summary>
static partial class PortOwner
{
    /// <summary>The group's name, its number where it has none, or <c>dialout</c> (Debian's) where the port cannot be read.</summary>
    internal static unsafe string GroupOf(string path)
    {
        // struct statx of Linux: stx_gid is the 32-bit word at byte 24.
        const int atCurrentFolder = -100, gidOffset = 24;
        const uint basicFields = 0x7ff;
        byte* buffer = stackalloc byte[256];
        if (Statx(atCurrentFolder, path, 0, basicFields, buffer) != 0)
            return "dialout";
        uint group = *(uint*)(buffer + gidOffset);
        string wanted = group.ToString(CultureInfo.InvariantCulture);
        foreach (string line in File.Exists("/etc/group") ? File.ReadLines("/etc/group") : [])
            if (line.Split(':') is [var name, _, var id, ..] && id == wanted)
                return name;
        return wanted;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
