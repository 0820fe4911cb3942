using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Bench.Load;

namespace Fleet.Tests.Meters;

/// <summary>A real broker with one user, for all tests that need MQTT. Installed by <c>./fleet test</c>.</summary>
public sealed class MosquittoBroker : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-mqtt-").FullName;
    Process? _process;

    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Port = FreePorts.Row(1);
        var passwords = Path.Combine(_folder, "passwords");
        using (var made = Process.Start(new ProcessStartInfo("mosquitto_passwd", ["-b", "-c", passwords, "fleet", "geheim"]) { RedirectStandardError = true })!)
            await made.WaitForExitAsync();
        var configuration = Path.Combine(_folder, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"listener {Port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\nuser root\n");
        _process = Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto", ["-c", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("mosquitto could not be started. Install it (package mosquitto).");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (attempt < 100 && !_process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
