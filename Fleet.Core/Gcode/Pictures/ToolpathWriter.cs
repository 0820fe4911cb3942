using System.Buffers.Binary;
using System.IO.Compression;

namespace Fleet.Core.Gcode.Pictures;

/// <summary>
/// The toolpath for the browser's 3D view, written while a program is read. The bytes are described in <c>docs/gcode-analysis.md</c>; the
/// whole is one Brotli stream, to be served with <c>Content-Encoding: br</c>. Dispose it to end the stream; the output stays open.
/// </summary>
public sealed class ToolpathWriter : IMotionObserver, IDisposable
{
    internal const uint Magic = 0x31_50_54_46; // "FTP1"
    internal const byte End = 0, Layer = 1, Run = 2;

    /// <summary>Positions are whole multiples of it, mm.</summary>
    public const double QuantumMm = 0.01;

    /// <summary>Moves in one run at most; also bounds the buffer.</summary>
    const int MaxRunMoves = 2048;

    const int MaxMoveBytes = 30;

    readonly BrotliStream _output;
    readonly byte[] _run = new byte[MaxRunMoves * MaxMoveBytes];
    readonly byte[] _head = new byte[80];
    int _runBytes, _runMoves;

    // Where the last written run ended, where this one began, and where it has got to; in quanta.
    long _x, _y, _z;
    long _startX, _startY, _startZ;
    long _atX, _atY, _atZ;
    long _line, _runLine;
    MoveFeature _feature;
    double _feed;
    int _tool;
    bool _any;

    public ToolpathWriter(Stream output)
    {
        _output = new BrotliStream(output, new BrotliCompressionOptions { Quality = 3 }, leaveOpen: true);
        BinaryPrimitives.WriteUInt32LittleEndian(_head, Magic);
        _output.Write(_head, 0, 4);
    }

    public void LayerBegins(int index, double zMm)
    {
        FlushRun();
        _head[0] = Layer;
        int at = 1;
        at += VarInt.Write(_head.AsSpan(at), (ulong)Math.Max(index, 0));
        at += VarInt.Write(_head.AsSpan(at), VarInt.ZigZag(Quantised(zMm)));
        _output.Write(_head, 0, at);
    }

    public void Move(in ObservedMove move)
    {
        if (move.Feature != _feature || move.FeedMmPerMin != _feed || move.Tool != _tool || _runMoves == MaxRunMoves || !_any)
        {
            FlushRun();
            (_feature, _feed, _tool, _runLine, _any) = (move.Feature, move.FeedMmPerMin, move.Tool, move.Line, true);
            (_startX, _startY, _startZ) = (Quantised(move.From.X), Quantised(move.From.Y), Quantised(move.From.Z));
            (_atX, _atY, _atZ) = (_startX, _startY, _startZ);
        }

        long x = Quantised(move.To.X), y = Quantised(move.To.Y), z = Quantised(move.To.Z);
        long dz = z - _atZ;

        // The low bit of the first number says whether a third one, dz, follows.
        Span<byte> span = _run.AsSpan(_runBytes);
        int at = VarInt.Write(span, VarInt.ZigZag(x - _atX) << 1 | (dz == 0 ? 0u : 1u));
        at += VarInt.Write(span[at..], VarInt.ZigZag(y - _atY));
        if (dz != 0)
            at += VarInt.Write(span[at..], VarInt.ZigZag(dz));
        _runBytes += at;
        _runMoves++;
        (_atX, _atY, _atZ) = (x, y, z);
    }

    public void Dispose()
    {
        FlushRun();
        _output.WriteByte(End);
        _output.Dispose();
    }

    void FlushRun()
    {
        if (_runMoves == 0)
            return;
        Span<byte> head = _head;
        head[0] = Run;
        head[1] = (byte)_feature;
        head[2] = (byte)_tool;
        int at = 3;
        at += VarInt.Write(head[at..], (ulong)Math.Clamp(_feed, 0, 1e9));
        at += VarInt.Write(head[at..], (ulong)Math.Max(_runLine - _line, 0));
        at += VarInt.Write(head[at..], VarInt.ZigZag(_startX - _x));
        at += VarInt.Write(head[at..], VarInt.ZigZag(_startY - _y));
        at += VarInt.Write(head[at..], VarInt.ZigZag(_startZ - _z));
        at += VarInt.Write(head[at..], (ulong)_runMoves);
        _output.Write(_head, 0, at);
        _output.Write(_run, 0, _runBytes);
        (_x, _y, _z, _line) = (_atX, _atY, _atZ, _runLine);
        _runBytes = _runMoves = 0;
    }

    static long Quantised(double mm) => (long)Math.Round(mm / QuantumMm);
}
