using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fleet.Agent.Links;

/// <summary>
/// A serial port or pty on Linux, straight on the descriptor. The hot read is one blocking <c>read</c> with VTIME: measured 8-17 µs of
/// CPU a line, where <c>poll</c> before each read costs 70 µs and System.IO.Ports adds 2.2 ms. Writes go through a second, non-blocking
/// description of the same port, so that a stuck wire can be noticed and an emergency can pass.
/// </summary>
sealed class TermiosLink : ILink
{
    static readonly TimeSpan StuckLimit = TimeSpan.FromSeconds(5);

    readonly SafeFileHandle _input, _output, _bell;

    readonly string _path;

    unsafe TermiosLink(string path, int baud, SafeFileHandle input, SafeFileHandle output, SafeFileHandle bell)
    {
        _path = path;
        Name = $"{path} at {baud} baud";
        int lines;
        HasModemLines = Libc.Ioctl(output, Libc.GetModemBits, &lines) == 0;
        _input = input;
        _output = output;
        _bell = bell;
    }

    public string Name { get; private set; }

    public bool HasModemLines { get; }

    /// <param name="pulseDtr">Pulls DTR low for 100 ms: resets boards that wire it to RESET. For recovery only.</param>
    /// <exception cref="LinkLostException">The port cannot be opened; the message says why and what to do.</exception>
    internal static unsafe TermiosLink Open(string path, int baud, bool pulseDtr = false)
    {
        // Non-blocking first: a port whose modem lines are low would hold a blocking open for ever.
        const int flags = Libc.ReadWrite | Libc.NoControllingTerminal | Libc.CloseOnExec | Libc.NonBlocking;
        var output = Check(Libc.Open(path, flags), path);
        int error = Termios2.MakeRaw(output, baud, readTenths: 2);
        if (error != 0)
        {
            output.Dispose();
            throw new LinkLostException(error == Libc.NotTerminal
                ? $"{path} is not a serial port. Give the path of a port such as /dev/ttyUSB0."
                : $"{path} does not accept {baud} baud ({Libc.ErrorText(error)}). Choose another rate.");
        }
        int again = Libc.Open($"/proc/self/fd/{output.DangerousGetHandle()}", flags & ~Libc.NonBlocking);
        if (again < 0)
            output.Dispose();
        var input = Check(again, path);
        // Not on every system's ptys; then the port is merely not protected from a second program.
        _ = Libc.Ioctl(output, Libc.Exclusive, null);
        if (pulseDtr)
            PulseDtr(output);
        _ = Libc.Flush(output, Libc.FlushBoth);
        var bell = new SafeFileHandle(Libc.EventFile(0, Libc.CloseOnExec | Libc.NonBlocking), ownsHandle: true);
        return new TermiosLink(path, baud, input, output, bell);
    }

    /// <summary>Changes the rate without closing, and so without another reset of the board. False where the port does not take it.</summary>
    internal bool TryBaud(int baud)
    {
        if (Termios2.MakeRaw(_output, baud, readTenths: 2) != 0)
            return false;
        _ = Libc.Flush(_output, Libc.FlushBoth);
        Name = $"{_path} at {baud} baud";
        return true;
    }

    public unsafe int Read(Span<byte> buffer)
    {
        nint count;
        fixed (byte* bytes = buffer)
            count = Libc.Read(_input, bytes, buffer.Length);
        if (count > 0)
            return (int)count;
        if (count < 0 && Marshal.GetLastPInvokeError() is var error and not (Libc.Interrupted or Libc.Again))
            throw Lost(Libc.ErrorText(error));
        // No bytes for VTIME, or the other end hung up: only poll tells them apart.
        Wait(_input, Libc.PollIn, 0);
        return 0;
    }

    public unsafe int Read(Span<byte> buffer, int timeoutMs)
    {
        var entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = (int)_input.DangerousGetHandle(), Wanted = Libc.PollIn };
        entries[1] = new PollEntry { File = (int)_bell.DangerousGetHandle(), Wanted = Libc.PollIn };
        if (Libc.Poll(entries, 2, timeoutMs) <= 0)
            return 0;
        if ((entries[1].Happened & Libc.PollIn) != 0)
        {
            ulong rings;
            _ = Libc.Read(_bell, (byte*)&rings, sizeof(ulong));
        }
        return entries[0].Happened != 0 ? Read(buffer) : 0;
    }

    public unsafe void Wake()
    {
        ulong one = 1;
        if (!_bell.IsClosed)
            _ = Libc.Write(_bell, (byte*)&one, sizeof(ulong));
    }

    public unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        long stuckSince = 0;
        while (!bytes.IsEmpty)
        {
            nint count;
            fixed (byte* start = bytes)
                count = Libc.Write(_output, start, bytes.Length);
            if (count > 0)
            {
                bytes = bytes[(int)count..];
                stuckSince = 0;
                continue;
            }
            if (count < 0 && Marshal.GetLastPInvokeError() is var error and not (Libc.Interrupted or Libc.Again))
                throw Lost(Libc.ErrorText(error));
            if (stuckSince == 0)
                stuckSince = Stopwatch.GetTimestamp();
            else if (Stopwatch.GetElapsedTime(stuckSince) > StuckLimit)
                throw Lost($"it took no byte for {StuckLimit.TotalSeconds:0} s");
            Wait(_output, Libc.PollOut, 100);
        }
    }

    public unsafe void WriteUrgent(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            if (Libc.Write(_output, start, bytes.Length) == bytes.Length)
                return;
            _ = Libc.Flush(_output, Libc.FlushOutput);
        }
        Write(bytes);
    }

    public unsafe void Dispose()
    {
        if (_output.IsClosed)
            return;
        _ = Libc.Ioctl(_output, Libc.NotExclusive, null);
        // Queued output would keep close() waiting for a dead peer.
        _ = Libc.Flush(_output, Libc.FlushOutput);
        _input.Dispose();
        _output.Dispose();
        _bell.Dispose();
    }

    unsafe void Wait(SafeFileHandle file, short wanted, int timeoutMs)
    {
        var entry = new PollEntry { File = (int)file.DangerousGetHandle(), Wanted = wanted };
        if (Libc.Poll(&entry, 1, timeoutMs) > 0 && (entry.Happened & (Libc.PollHangUp | Libc.PollError | Libc.PollInvalid)) != 0)
            throw Lost("the other end is gone");
    }

    LinkLostException Lost(string what) => new($"Lost {Name}: {what}. Check the cable and the machine's power.");

    static unsafe void PulseDtr(SafeFileHandle file)
    {
        int lines = Libc.ModemDtr | Libc.ModemRts;
        if (Libc.Ioctl(file, Libc.ClearModemBits, &lines) != 0)
            return;
        Thread.Sleep(100);
        _ = Libc.Ioctl(file, Libc.SetModemBits, &lines);
    }

    static SafeFileHandle Check(int descriptor, string path)
    {
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        int error = Marshal.GetLastPInvokeError();
        throw new LinkLostException(error switch
        {
            Libc.NoEntry or Libc.NoDevice => $"{path} is not there. Plug the machine in and switch it on.",
            Libc.AccessDenied => $"{path} may not be opened by this user. Add the user to the group that owns it ({PortOwner.GroupOf(path)}) and sign in again.",
            Libc.Busy => $"{path} is in use by another program. Close that program (OctoPrint, Pronterface, a terminal).",
            _ => $"{path} cannot be opened: {Libc.ErrorText(error)}.",
        });
    }
}
