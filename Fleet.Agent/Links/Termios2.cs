using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fleet.Agent.Links;

/// <summary><c>struct termios2</c> of Linux (44 bytes): terminal settings with the baud rate as a plain number.</summary>
[StructLayout(LayoutKind.Sequential)]
struct Termios2
{
    const uint ReceiverOn = 0x80, IgnoreModemLines = 0x800, EightBits = 0x30, OtherBaud = 0x1000;
    const int TimeIndex = 5, MinIndex = 6;

    uint _input, _output, _control, _local;
    byte _line;
    ControlCharacters _characters;
    uint _inputBaud, _outputBaud;

    [InlineArray(19)]
    struct ControlCharacters
    {
        byte _first;
    }

    /// <summary>
    /// Raw, eight bits, no flow control, modem lines ignored and left alone at close (HUPCL off, so closing resets no board). A read
    /// returns with the first bytes, or with none after <paramref name="readTenths"/> tenths of a second.
    /// </summary>
    /// <returns>0, or the error number.</returns>
    internal static unsafe int MakeRaw(SafeFileHandle file, int baud, byte readTenths)
    {
        Termios2 settings;
        if (Libc.Ioctl(file, Libc.GetTermios2, &settings) != 0)
            return Marshal.GetLastPInvokeError();
        settings._input = 0;
        settings._output = 0;
        settings._local = 0;
        settings._control = EightBits | ReceiverOn | IgnoreModemLines | OtherBaud | OtherBaud << 16;
        settings._inputBaud = settings._outputBaud = (uint)baud;
        settings._characters[TimeIndex] = readTenths;
        settings._characters[MinIndex] = 0;
        return Libc.Ioctl(file, Libc.SetTermios2, &settings) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>The rate in force, symbols per second; 0 where the system does not tell.</summary>
    internal static unsafe int BaudOf(SafeFileHandle file)
    {
        Termios2 settings;
        return Libc.Ioctl(file, Libc.GetTermios2, &settings) == 0 ? (int)settings._outputBaud : 0;
    }
}
