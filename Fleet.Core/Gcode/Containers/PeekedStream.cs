namespace Fleet.Core.Gcode.Containers;

/// <summary>A forward-only stream whose first bytes can be seen before they are read. Leaves the inner stream open.</summary>
sealed class PeekedStream : ForwardStream
{
    readonly Stream _inner;
    readonly byte[] _head = new byte[16];
    readonly int _headLength;
    int _at;

    public PeekedStream(Stream inner)
    {
        _inner = inner;
        _headLength = inner.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
    }

    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public override int Read(Span<byte> buffer)
    {
        if (_at >= _headLength)
            return _inner.Read(buffer);
        int count = Math.Min(buffer.Length, _headLength - _at);
        _head.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
