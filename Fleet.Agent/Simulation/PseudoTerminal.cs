using System.Globalization;
using System.Runtime.InteropServices;
using Fleet.Agent.Links;
using Microsoft.Win32.SafeHandles;

namespace Fleet.Agent.Simulation;

/// <summary>
/// The board's end of a pseudo-terminal: a real device that any program can open as a serial port, under a stable symbolic link.
/// </summary>
sealed class PseudoTerminal : IDisposable
{
    readonly SafeFileHandle _master;

    /// <exception cref="IOException">The system gives no pseudo-terminal, or the link's place is taken by a file that is none of ours.</exception>
    internal unsafe PseudoTerminal(string link)
    {
        Link = Path.GetFullPath(link);
        int descriptor = Libc.Open("/dev/ptmx", Libc.ReadWrite | Libc.NoControllingTerminal | Libc.CloseOnExec | Libc.NonBlocking);
        if (descriptor < 0)
            throw new IOException($"The system gives no pseudo-terminal: {Libc.ErrorText(Marshal.GetLastPInvokeError())}.");
        _master = new SafeFileHandle(descriptor, ownsHandle: true);
        int zero = 0, number;
        if (Libc.Ioctl(_master, Libc.UnlockPty, &zero) != 0 || Libc.Ioctl(_master, Libc.PtyNumber, &number) != 0)
            throw new IOException("The pseudo-terminal cannot be unlocked.");
        Device = string.Create(CultureInfo.InvariantCulture, $"/dev/pts/{number}");
        MakeRaw();
        PlaceLink();
    }

    /// <summary>The device itself, for instance <c>/dev/pts/7</c>.</summary>
    internal string Device { get; }

    internal string Link { get; }

    /// <summary>Some program has the port open.</summary>
    internal bool Opened { get; private set; }

    /// <summary>The rate that the host has set, as both ends of a pty see it; 0 where the system does not tell.</summary>
    internal int Baud => Termios2.BaudOf(_master);

    /// <summary>Waits for bytes from the host, at most that long. 0: none came, or nobody has the port open.</summary>
    internal unsafe int Read(Span<byte> buffer, int timeoutMs)
    {
        var entry = new PollEntry { File = (int)_master.DangerousGetHandle(), Wanted = Libc.PollIn };
        if (Libc.Poll(&entry, 1, timeoutMs) < 0)
            return 0;
        Opened = (entry.Happened & Libc.PollHangUp) == 0;
        if ((entry.Happened & Libc.PollIn) == 0)
        {
            // A hung-up master is always ready; do not spin on it.
            if (!Opened)
                Thread.Sleep(Math.Clamp(timeoutMs, 1, 10));
            return 0;
        }
        fixed (byte* bytes = buffer)
            return Math.Max(0, (int)Libc.Read(_master, bytes, buffer.Length));
    }

    /// <summary>Bytes to the host. What nobody reads is lost, as on a wire.</summary>
    internal unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        if (!Opened)
            return;
        fixed (byte* start = bytes)
        {
            int done = 0;
            for (int attempts = 0; done < bytes.Length && attempts < 200; attempts++)
            {
                nint count = Libc.Write(_master, start + done, bytes.Length - done);
                if (count > 0)
                    done += (int)count;
                else
                    Thread.Sleep(1);
            }
        }
    }

    public void Dispose()
    {
        _master.Dispose();
        if (new FileInfo(Link).LinkTarget == Device)
            File.Delete(Link);
    }

    /// <summary>A fresh pty echoes and waits for whole lines; its settings last until both ends are closed.</summary>
    void MakeRaw()
    {
        int descriptor = Libc.Open(Device, Libc.ReadWrite | Libc.NoControllingTerminal | Libc.CloseOnExec);
        if (descriptor < 0)
            throw new IOException($"{Device} cannot be opened: {Libc.ErrorText(Marshal.GetLastPInvokeError())}.");
        using var slave = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Termios2.MakeRaw(slave, 115_200, 0) is not 0 and var error)
            throw new IOException($"{Device} cannot be configured: {Libc.ErrorText(error)}.");
    }

    void PlaceLink()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Link)!);
        var old = new FileInfo(Link);
        if (old.LinkTarget != null)
            old.Delete();
        else if (old.Exists)
            throw new IOException($"{Link} is an ordinary file. Choose another path for the simulated port.");
        File.CreateSymbolicLink(Link, Device);
    }
}
