using System.Globalization;
using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>What an operator sends to a controller by hand: homing, jogs, console lines.</summary>
sealed class GrblLines(GrblConversation conversation, GrblStream stream, Desk desk)
{
    const byte JogCancelled = 0x85;

    long _jogCancelledAt;

    /// <param name="free">Nothing of a program is on its way.</param>
    internal void Take(Request request, bool free)
    {
        string line = request.Text;
        if (request.Kind == RequestKind.Send && line is "?" or "!" or "~")
        {
            conversation.RealTime((byte)line[0]);
            request.Accept();
        }
        else if (request.Kind == RequestKind.Send && line == "$G")
            // The parser's state is read without touching the EEPROM: harmless in mid-run.
            Do(request, line);
        else if (!free)
            request.Refuse(request.Kind == RequestKind.Send
                ? $"\"{line}\" could move the machine or disturb the stream. While a run is on only ? ! ~ and $G are taken."
                : "A run is on. Wait for its end or cancel it.");
        else if (request.Kind == RequestKind.Home)
            Home(request);
        else if (request.Kind == RequestKind.Jog)
            Do(request, JogLine(request.Move));
        else
        {
            if (IsSetting(line))
                SettingsBackup.Keep(conversation.BackupFolder, conversation.Settings, desk.Time);
            Do(request, line, clearsFault: line.ToUpperInvariant() is "$X" or "$H");
        }
    }

    /// <returns>False when nothing jogs.</returns>
    internal bool CancelJog(GrblState state)
    {
        if (state != GrblState.Jog)
            return false;
        conversation.RealTime(JogCancelled);
        _jogCancelledAt = conversation.Now;
        return true;
    }

    /// <summary>grblHAL throws jogs away that it had not yet read, and never answers them.</summary>
    internal void Tick(GrblState state, bool current)
    {
        if (_jogCancelledAt == 0 || !current || state != GrblState.Idle || conversation.Since(_jogCancelledAt) < TimeSpan.FromMilliseconds(500))
            return;
        _jogCancelledAt = 0;
        if (stream.HeadText.StartsWith("$J"u8) && desk.Run == null)
            stream.DropInFlight("The jog was cancelled.");
    }

    void Home(Request request)
    {
        bool some = request.Text.Length is > 0 and < 3;
        if (some && !conversation.HomesSingleAxes)
            request.Refuse("This controller homes all axes at once. Home without naming axes.");
        else
            Do(request, some ? "$H" + request.Text.ToUpperInvariant() : "$H", clearsFault: true);
    }

    void Do(Request request, string line, bool clearsFault = false)
    {
        if (desk.Newest.State == DriverState.Fault && !clearsFault && !line.StartsWith('$') || desk.Newest.State == DriverState.Fault && request.Kind == RequestKind.Jog)
        {
            request.Refuse(desk.Newest.Reason);
            return;
        }
        stream.Lines.Enqueue(new HostLine(line)
        {
            Answered = answer =>
            {
                if (clearsFault)
                    conversation.Unlatch();
                request.Accept(string.Join('\n', answer));
            },
            Abandoned = request.Refuse,
        });
    }

    /// <summary><c>$110=500</c> and <c>$RST=…</c> change what the controller keeps.</summary>
    static bool IsSetting(string line) => line.StartsWith('$') && line.Contains('=', StringComparison.Ordinal) && !line.StartsWith("$J", StringComparison.OrdinalIgnoreCase);

    static string JogLine((double X, double Y, double Z, double Feed) move) => string.Create(
        CultureInfo.InvariantCulture, $"$J=G91 G21 X{move.X:0.###} Y{move.Y:0.###} Z{move.Z:0.###} F{move.Feed:0.###}");
}
