using System.Runtime.InteropServices;

namespace Fleet.Agent.Links;

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
struct PollEntry
{
    public int File;
    public short Wanted;
    public short Happened;
}
