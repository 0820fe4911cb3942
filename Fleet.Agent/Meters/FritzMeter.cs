using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Fleet.Agent.Meters;

/// <summary>
/// A FRITZ!DECT plug behind its FRITZ!Box: <c>http://user:password@fritz.box/AIN</c>, over the AHA-HTTP interface. Counts whole Wh; the box
/// learns new values only about every two minutes, which is coarse for short runs.
/// </summary>
public sealed class FritzMeter(MeterAddress address, TimeProvider time) : HttpMeter(address, signIn: false)
{
    const string NoSession = "0000000000000000";

    string _session = NoSession;
    long _blockedAt;
    TimeSpan _blockedFor;

    string Ain => Address.Path.Replace(" ", "", StringComparison.Ordinal);

    public override async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var (body, trouble) = await Ask("getswitchenergy", cancellation);
        if (body is null)
        {
            // The session ends after twenty minutes; a new one, and again.
            if (await SignIn(cancellation) is { } refused)
                return MeterAnswer.Failed(trouble.Contains("does not answer", StringComparison.Ordinal) ? trouble : refused);
            (body, trouble) = await Ask("getswitchenergy", cancellation);
        }
        if (body is null)
            return MeterAnswer.Failed(trouble.Contains("no such meter", StringComparison.Ordinal) || trouble.Contains("(400)", StringComparison.Ordinal) ? Unknown : trouble);
        if (!double.TryParse(body.Trim(), CultureInfo.InvariantCulture, out var counterWh))
            return MeterAnswer.Failed(Unknown);
        var power = (await Ask("getswitchpower", cancellation)).Body;
        return new MeterSample(counterWh, double.TryParse(power?.Trim(), CultureInfo.InvariantCulture, out var milliwatts) ? milliwatts / 1000 : null, 1);
    }

    string Unknown => $"The FRITZ!Box does not know a plug {Ain}, or it is out of reach. Look for its AIN under Smart Home, and that it is switched on.";

    Task<(string? Body, string Trouble)> Ask(string command, CancellationToken cancellation) =>
        Get($"webservices/homeautoswitch.lua?ain={Uri.EscapeDataString(Ain)}&switchcmd={command}&sid={_session}", cancellation);

    /// <summary>Null when a session is open, else what is wrong.</summary>
    async Task<string?> SignIn(CancellationToken cancellation)
    {
        if (_blockedFor > TimeSpan.Zero && time.GetElapsedTime(_blockedAt) is var waited && waited < _blockedFor)
            return $"The FRITZ!Box takes no password for {Math.Ceiling((_blockedFor - waited).TotalSeconds):0} s more, after wrong ones. Check user and password in the meter's address.";
        _session = NoSession;
        var (page, trouble) = await Get("login_sid.lua?version=2", cancellation);
        if (page is null)
            return trouble;
        if (Parse(page) is not { } asked)
            return $"{Address.Root} is no FRITZ!Box. Check the address.";
        var response = FritzChallenge.Answer(asked.Challenge, Address.Password);
        if (response is null)
            return "The FRITZ!Box asks for a password in a way that this agent does not know. Update the agent.";
        (page, trouble) = await Post("login_sid.lua?version=2", [new("username", Address.User), new("response", response)], cancellation);
        if (page is null || Parse(page) is not { } answered)
            return trouble.Length > 0 ? trouble : $"{Address.Root} is no FRITZ!Box. Check the address.";
        if (answered.Session == NoSession)
        {
            (_blockedAt, _blockedFor) = (time.GetTimestamp(), TimeSpan.FromSeconds(answered.BlockSeconds));
            return "The FRITZ!Box does not accept user and password. Write those of a FRITZ!Box user with the right to Smart Home before the host: http://user:password@fritz.box/AIN.";
        }
        (_session, _blockedFor) = (answered.Session, TimeSpan.Zero);
        return null;
    }

    static (string Session, string Challenge, int BlockSeconds)? Parse(string page)
    {
        try
        {
            var root = XDocument.Parse(page).Root;
            return root?.Element("SID")?.Value is { } session && Regex.IsMatch(session, "^[0-9a-fA-F]{16}$")
                ? (session, root.Element("Challenge")?.Value ?? "", int.TryParse(root.Element("BlockTime")?.Value, out var seconds) ? seconds : 0)
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
