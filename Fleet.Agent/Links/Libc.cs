using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fleet.Agent.Links;

/// <summary>The few calls of the C library that a terminal needs. Numbers are those of Linux on x64 and arm64 (asm-generic).</summary>
static partial class Libc
{
    internal const int ReadWrite = 0x2, NoControllingTerminal = 0x100, NonBlocking = 0x800, CloseOnExec = 0x80000;

    internal const nuint GetTermios2 = 0x802C542A, SetTermios2 = 0x402C542B;
    internal const nuint Exclusive = 0x540C, NotExclusive = 0x540D;
    internal const nuint GetModemBits = 0x5415, SetModemBits = 0x5416, ClearModemBits = 0x5417;
    internal const nuint UnlockPty = 0x40045431, PtyNumber = 0x80045430;

    internal const int ModemDtr = 0x002, ModemRts = 0x004;
    internal const int FlushInput = 0, FlushOutput = 1, FlushBoth = 2;

    internal const short PollIn = 0x1, PollOut = 0x4, PollError = 0x8, PollHangUp = 0x10, PollInvalid = 0x20;

    internal const int NoEntry = 2, Interrupted = 4, InputOutput = 5, NoDevice = 6, Again = 11, AccessDenied = 13, Busy = 16, NotTerminal = 25;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint Read(SafeFileHandle file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(SafeFileHandle file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static unsafe partial int Poll(PollEntry* entries, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static unsafe partial int Ioctl(SafeFileHandle file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    internal static partial int Flush(SafeFileHandle file, int queue);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventFile(uint initial, int flags);

    internal const int MayRead = 4, MayWrite = 2;

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    internal static string ErrorText(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
