using System.Net;
using System.Text;
using Fleet.Bench.Load;

namespace Fleet.Tests.Meters;

/// <summary>A small real HTTP server that answers as a device does.</summary>
sealed class DeviceServer : IDisposable
{
    readonly HttpListener _listener = new();
    readonly Func<HttpListenerRequest, (int Status, string Body)> _answer;

    public DeviceServer(Func<HttpListenerRequest, (int Status, string Body)> answer)
    {
        _answer = answer;
        Port = FreePorts.Row(1);
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = Serve();
    }

    public int Port { get; }

    public void Dispose() => _listener.Close();

    async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var (status, body) = _answer(context.Request);
                context.Response.StatusCode = status;
                if (status == 401)
                    context.Response.AddHeader("WWW-Authenticate", body);
                var bytes = Encoding.UTF8.GetBytes(status == 401 ? "" : body);
                context.Response.ContentLength64 = bytes.Length;
                await context.Response.OutputStream.WriteAsync(bytes);
                context.Response.Close();
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The caller hung up, or the server ends.
            }
        }
    }
}
