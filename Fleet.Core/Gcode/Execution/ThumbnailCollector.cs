using System.Buffers.Text;
using Fleet.Core.Gcode.Containers;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Pictures in comments: <c>; thumbnail begin 220x124 3812</c>, Base64 lines, <c>; thumbnail end</c>.</summary>
sealed class ThumbnailCollector
{
    /// <summary>All pictures of a program together; beyond it they are skipped.</summary>
    const int MaxBytes = 8 * 1024 * 1024;

    const int MaxPictures = 64;

    readonly List<Thumbnail> _found = [];
    byte[] _text = [];
    int _length;
    int _total;
    int _widthPx, _heightPx;

    public bool Collecting { get; private set; }

    public IReadOnlyList<Thumbnail> Found => _found;

    public void TryBegin(ReadOnlySpan<byte> text)
    {
        int begin = text.IndexOf(" begin "u8);
        if (begin < 0 || _found.Count == MaxPictures)
            return;
        ReadOnlySpan<byte> size = text[(begin + 7)..];
        if (!Utf8Parser.TryParse(size, out int width, out int used) || used >= size.Length || size[used] is not ((byte)'x' or (byte)'X' or (byte)' ')
            || !Utf8Parser.TryParse(size[(used + 1)..], out int height, out _) || width is < 1 or > 8192 || height is < 1 or > 8192)
            return;
        (_widthPx, _heightPx, _length, Collecting) = (width, height, 0, true);
    }

    public void Take(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \r\t"u8);
        if (text.StartsWith("thumbnail"u8))
        {
            End();
            return;
        }

        if (_total + text.Length > MaxBytes)
            return;
        if (_length + text.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length + 8192));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        _total += text.Length;
    }

    void End()
    {
        Collecting = false;
        var data = new byte[Base64.GetMaxDecodedFromUtf8Length(_length)];
        if (Base64.DecodeFromUtf8(_text.AsSpan(0, _length), data, out _, out int written) != System.Buffers.OperationStatus.Done || written == 0)
            return;
        if (Thumbnails.FormatOf(data.AsSpan(0, written)) is { } format)
            _found.Add(new Thumbnail(_widthPx, _heightPx, format, data[..written]));
    }
}
