using System.Buffers.Text;
using System.Text;

namespace Fleet.Agent.Streaming;

/// <summary>Commands that no program may carry: they change the firmware or its memory, write to its card, or break the stream itself.</summary>
static class ProgramPolicy
{
    /// <returns>The refusal's sentence, or empty.</returns>
    internal static string Refuse(ReadOnlySpan<byte> command, long line, bool grbl)
    {
        string what = grbl ? RefuseGrbl(command) : RefuseMarlin(command);
        return what.Length == 0 ? "" : $"Line {line} ({Encoding.ASCII.GetString(command)}) {what}. Take the line out and upload the program again.";
    }

    static string RefuseGrbl(ReadOnlySpan<byte> command)
    {
        if (command[0] != '$')
            return "";
        return command.IndexOf((byte)'=') >= 0 && !command.StartsWith("$J"u8)
            ? "changes a setting of the controller"
            : command is [(byte)'$', (byte)'H' or (byte)'h', ..] ? "" : "is a command to the controller and not part of a program";
    }

    static string RefuseMarlin(ReadOnlySpan<byte> command)
    {
        if (command[0] is not ((byte)'M' or (byte)'m') || !Utf8Parser.TryParse(command[1..], out int code, out _))
            return "";
        return code switch
        {
            28 or 29 or 30 or 928 => "writes to the printer's card",
            112 or 410 or 524 => "is an emergency command",
            502 or 500 => "changes the printer's stored settings",
            997 => "replaces the firmware",
            575 => "changes the speed of the line",
            _ => "",
        };
    }
}
