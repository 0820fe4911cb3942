using System.Globalization;
using System.Text;

namespace Fleet.Agent.Drivers;

/// <summary>
/// The wire's log on disk: <c>console.log</c> and, when it is full, <c>console.1.log</c> to <c>console.3.log</c>. A line is
/// <c>2026-11-23T05:20:45.123456Z &gt; G28</c>; <c>&gt;</c> was sent, <c>&lt;</c> received.
/// </summary>
sealed class ConsoleFile : IDisposable
{
    const long FullBytes = 8 << 20;
    const int Kept = 3;

    readonly string _folder;
    readonly TimeProvider _time;
    FileStream? _file;

    internal ConsoleFile(string folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        Directory.CreateDirectory(folder);
    }

    internal void Add(bool sent, long stamp, ReadOnlySpan<byte> line)
    {
        _file ??= new FileStream(Path.Combine(_folder, "console.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
        var at = _time.GetUtcNow() - _time.GetElapsedTime(stamp);
        Span<byte> head = stackalloc byte[40];
        at.TryFormat(head, out int length, "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        Encoding.ASCII.TryGetBytes(sent ? "Z > " : "Z < ", head[length..], out int more);
        _file.Write(head[..(length + more)]);
        _file.Write(line);
        _file.WriteByte((byte)'\n');
        if (_file.Position > FullBytes)
            Turn();
    }

    internal void Flush() => _file?.Flush();

    public void Dispose() => _file?.Dispose();

    void Turn()
    {
        _file?.Dispose();
        _file = null;
        for (int i = Kept; i > 0; i--)
        {
            string from = Path.Combine(_folder, i == 1 ? "console.log" : $"console.{i - 1}.log");
            if (File.Exists(from))
                File.Move(from, Path.Combine(_folder, $"console.{i}.log"), overwrite: true);
        }
    }
}
