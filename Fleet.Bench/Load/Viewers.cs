using System.Globalization;
using System.Net.Http.Headers;

namespace Fleet.Bench.Load;

/// <summary>Browsers that watch a screenful of machines each: real connections to the live feed; every frame's age is measured.</summary>
sealed class Viewers : IAsyncDisposable
{
    /// <summary>The heater that carries the time of sampling; a frame may reach us in two pieces, and the other heater carries a temperature.</summary>
    static readonly byte[] Marker = "\"name\":\"bed\",\"actualC\":"u8.ToArray();

    readonly CancellationTokenSource _ending = new();
    readonly List<Task> _watching = [];
    readonly List<double> _agesMs = [];
    readonly HttpClient _http;
    long _frames, _bytes;
    volatile bool _measuring;

    public Viewers(LoadedServer server, int count, Func<int, IEnumerable<string>> screen)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("X-Api-Key", LoadedServer.Key);
        for (var viewer = 0; viewer < count; viewer++)
            _watching.Add(Watch(string.Join(',', screen(viewer))));
    }

    public long Frames => Interlocked.Read(ref _frames);

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Measure(bool on)
    {
        lock (_agesMs)
            _agesMs.Clear();
        _measuring = on;
    }

    public double[] AgesMs()
    {
        lock (_agesMs)
            return [.. _agesMs];
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_watching);
        _http.Dispose();
        _ending.Dispose();
    }

    async Task Watch(string machines)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/live?machines={machines}");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _ending.Token);
            await using var stream = await answer.Content.ReadAsStreamAsync(_ending.Token);
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer, _ending.Token) is > 0 and var count)
            {
                Interlocked.Increment(ref _frames);
                Interlocked.Add(ref _bytes, count);
                if (_measuring)
                    Note(buffer.AsSpan(0, count));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or HttpRequestException or IOException)
        {
            // The measurement is over.
        }
    }

    /// <summary>The newest sample in a frame tells how old the frame is.</summary>
    void Note(ReadOnlySpan<byte> frame)
    {
        var at = frame.IndexOf(Marker);
        if (at < 0)
            return;
        var digits = frame[(at + Marker.Length)..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (end <= 0 || !long.TryParse(digits[..end], CultureInfo.InvariantCulture, out var sampled))
            return;
        var age = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() % 100_000_000 - sampled;
        lock (_agesMs)
            _agesMs.Add(age);
    }
}
