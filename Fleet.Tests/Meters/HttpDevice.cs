using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Tests.Meters;

/// <summary>Devices that are asked over HTTP, as their documentation describes their answers.</summary>
abstract class HttpDevice : IMeteredDevice
{
    readonly DeviceServer _server;

    protected HttpDevice() => _server = new(request => TalksRubbish ? (200, "<html>Welcome</html>") : Answer(request));

    public abstract string Kind { get; }

    public virtual string Address => $"http://127.0.0.1:{Port}";

    public virtual string? WrongAddress => null;

    public double CounterWh { get; set; }

    public double PowerW { get; set; }

    public virtual double StepWh => 0.001;

    public bool TalksRubbish { get; set; }

    protected int Port => _server.Port;

    public void Dispose() => _server.Dispose();

    protected abstract (int Status, string Body) Answer(HttpListenerRequest request);

    protected static string N(double number, string format = "0.######") => number.ToString(format, CultureInfo.InvariantCulture);

    public sealed class ShellyGen1 : HttpDevice
    {
        public override string Kind => "shelly-gen1";

        public override double StepWh => 1 / 60.0;

        protected override (int, string) Answer(HttpListenerRequest request) => request.Url!.AbsolutePath == "/status"
            ? (200, $$"""{"wifi_sta":{"connected":true},"relays":[{"ison":true}],"meters":[{"power":{{N(PowerW)}},"overpower":0.0,"is_valid":true,"timestamp":1700000000,"counters":[1,2,3],"total":{{N(Math.Round(CounterWh * 60), "0")}} }]}""")
            : (404, "Not found");
    }

    /// <summary>With sign-in: digest with SHA-256, as Gen2 asks for it.</summary>
    public sealed class ShellyGen2 : HttpDevice
    {
        const string Realm = "shellyplusplugs-b8d61a8b4a4c", Nonce = "60dc2c6f", Password = "geheim";

        public override string Kind => "shelly-gen2";

        public override string Address => $"http://admin:{Password}@127.0.0.1:{Port}#id=0";

        public override string WrongAddress => $"http://admin:falsch@127.0.0.1:{Port}";

        protected override (int, string) Answer(HttpListenerRequest request)
        {
            if (request.Headers["Authorization"] is not { } authorization || !Accepts(authorization, request))
                return (401, $"Digest qop=\"auth\", realm=\"{Realm}\", nonce=\"{Nonce}\", algorithm=SHA-256");
            return request.RawUrl == "/rpc/Switch.GetStatus?id=0"
                ? (200, $$"""{"id":0,"source":"init","output":true,"apower":{{N(PowerW)}},"voltage":231.2,"current":0.41,"aenergy":{"total":{{N(CounterWh, "0.000")}},"by_minute":[0,0,0],"minute_ts":1},"temperature":{"tC":30.1} }""")
                : (404, """{"code":404,"message":"No handler for this path"}""");
        }

        static bool Accepts(string authorization, HttpListenerRequest request)
        {
            var given = authorization["Digest ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1].Trim('"'));
            var secret = Hash($"admin:{Realm}:{Password}");
            var expected = Hash($"{secret}:{Nonce}:{given["nc"]}:{given["cnonce"]}:{given["qop"]}:{Hash($"{request.HttpMethod}:{given["uri"]}")}");
            return given["response"] == expected;
        }

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public sealed class Tasmota : HttpDevice
    {
        public override string Kind => "tasmota";

        public override string Address => $"http://admin:geheim@127.0.0.1:{Port}";

        public override string WrongAddress => $"http://admin:falsch@127.0.0.1:{Port}";

        public override double StepWh => 1;

        protected override (int, string) Answer(HttpListenerRequest request) => request.QueryString["password"] != "geheim"
            ? (200, """{"WARNING":"Need user=<username>&password=<password>"}""")
            : request.QueryString["cmnd"] == "Status 10"
                ? (200, $$"""{"StatusSNS":{"Time":"2026-05-01T12:00:00","ENERGY":{"TotalStartTime":"2024-01-01T00:00:00","Total":{{N(CounterWh / 1000, "0.000")}},"Yesterday":0.1,"Today":0.2,"Power":{{N(PowerW)}},"ApparentPower":120,"Voltage":230,"Current":0.5} } }""")
                : (200, """{"Command":"Unknown"}""");
    }

    public sealed class HomeAssistant : HttpDevice
    {
        public override string Kind => "homeassistant";

        public override string Address => $"http://token123@127.0.0.1:{Port}/sensor.plug_energy#power=sensor.plug_power";

        public override string WrongAddress => $"http://other@127.0.0.1:{Port}/sensor.plug_energy";

        protected override (int, string) Answer(HttpListenerRequest request) => request.Headers["Authorization"] != "Bearer token123"
            ? (401, "Bearer")
            : request.Url!.AbsolutePath switch
            {
                "/api/states/sensor.plug_energy" => (200, State(N(CounterWh / 1000, "0.000000"), "kWh")),
                "/api/states/sensor.plug_power" => (200, State(N(PowerW), "W")),
                _ => (404, """{"message":"Entity not found."}"""),
            };

        static string State(string state, string unit) => $$"""{"entity_id":"sensor.x","state":"{{state}}","attributes":{"unit_of_measurement":"{{unit}}","state_class":"total_increasing"},"last_updated":"2026-05-01T12:00:00+00:00"}""";
    }

    public sealed class HttpJson : HttpDevice
    {
        public override string Kind => "http-json";

        public override string Address => $"http://127.0.0.1:{Port}/api/v1/meter?unit=3#lines[1].energy;unit=kWh;power=lines[1].power;powerUnit=kW";

        protected override (int, string) Answer(HttpListenerRequest request) => request.RawUrl == "/api/v1/meter?unit=3"
            ? (200, $$"""{"lines":[{"energy":1},{"energy":"{{N(CounterWh / 1000, "0.000000")}}","power":{{N(PowerW / 1000)}} }]}""")
            : (404, "");
    }

    public sealed class Moonraker : HttpDevice
    {
        public override string Kind => "moonraker";

        public override string Address => $"http://127.0.0.1:{Port}/plug#energy;unit=kWh";

        protected override (int, string) Answer(HttpListenerRequest request) => request.RawUrl == "/server/sensors/info?sensor=plug"
            ? (200, $$"""{"result":{"id":"plug","friendly_name":"Plug","type":"mqtt","values":{"energy":{{N(CounterWh / 1000, "0.000000")}},"power":{{N(PowerW)}} } } }""")
            : (404, """{"error":{"code":404,"message":"No sensor"}}""");
    }

    /// <summary>A FRITZ!Box with one plug; signs in with PBKDF2 and forgets sessions.</summary>
    public sealed class Fritz : HttpDevice
    {
        const string Salt1 = "5A1711", Salt2 = "2000AB", Challenge = $"2$10000${Salt1}$2000${Salt2}";

        string _session = "0000000000000000";
        int _sessions;

        public override string Kind => "fritz";

        public override string Address => $"http://fleet:1example!@127.0.0.1:{Port}/11657%200123456";

        public override string WrongAddress => $"http://fleet:falsch@127.0.0.1:{Port}/116570123456";

        public override double StepWh => 1;

        public void ForgetSessions() => _session = "0000000000000000";

        protected override (int, string) Answer(HttpListenerRequest request)
        {
            if (request.Url!.AbsolutePath == "/login_sid.lua")
                return (200, Login(request));
            if (request.QueryString["sid"] != _session || _sessions == 0 || _session == "0000000000000000")
                return (403, "");
            return request.QueryString["ain"] != "116570123456" ? (200, "inval\n") : request.QueryString["switchcmd"] switch
            {
                "getswitchenergy" => (200, N(CounterWh, "0") + "\n"),
                "getswitchpower" => (200, N(PowerW * 1000, "0") + "\n"),
                _ => (400, ""),
            };
        }

        string Login(HttpListenerRequest request)
        {
            if (request.HttpMethod == "POST")
            {
                using var body = new StreamReader(request.InputStream);
                var form = System.Web.HttpUtility.ParseQueryString(body.ReadToEnd());
                var hash1 = Rfc2898DeriveBytes.Pbkdf2("1example!", Convert.FromHexString(Salt1), 10000, HashAlgorithmName.SHA256, 32);
                var hash2 = Rfc2898DeriveBytes.Pbkdf2(hash1, Convert.FromHexString(Salt2), 2000, HashAlgorithmName.SHA256, 32);
                if (form["username"] == "fleet" && form["response"] == $"{Salt2}${Convert.ToHexStringLower(hash2)}")
                    return Page(_session = $"{++_sessions:x16}", 0);
                return Page("0000000000000000", 8);
            }
            return Page("0000000000000000", 0);
        }

        static string Page(string session, int block) =>
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><SessionInfo><SID>{session}</SID><Challenge>{Challenge}</Challenge><BlockTime>{block}</BlockTime><Users><User last=\"1\">fleet</User></Users></SessionInfo>";
    }
}
