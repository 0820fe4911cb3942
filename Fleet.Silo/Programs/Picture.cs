using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Pictures;
using SkiaSharp;

namespace Fleet.Silo.Programs;

/// <summary>The one place that knows the picture library: any thumbnail to a PNG of a size that pages want.</summary>
public static class Picture
{
    const int LargestSidePx = 400;

    /// <summary>The largest readable thumbnail as PNG; null when there is none. A broken picture never stops an upload.</summary>
    public static byte[]? Best(IReadOnlyList<Thumbnail> thumbnails)
    {
        foreach (var thumbnail in thumbnails.OrderByDescending(picture => picture.WidthPx * picture.HeightPx))
            if (ToPng(thumbnail) is { } png)
                return png;
        return null;
    }

    static byte[]? ToPng(Thumbnail thumbnail)
    {
        using var bitmap = thumbnail.Format == ThumbnailFormat.Qoi ? FromQoi(thumbnail.Data) : Decode(thumbnail.Data);
        if (bitmap is null || bitmap.Width == 0 || bitmap.Height == 0)
            return null;
        var scale = Math.Min(1.0, (double)LargestSidePx / Math.Max(bitmap.Width, bitmap.Height));
        using var scaled = scale < 1
            ? bitmap.Resize(new SKSizeI((int)Math.Max(1, bitmap.Width * scale), (int)Math.Max(1, bitmap.Height * scale)), SKSamplingOptions.Default)
            : null;
        using var data = (scaled ?? bitmap).Encode(SKEncodedImageFormat.Png, 90);
        return data?.ToArray();
    }

    /// <summary>Null for what is no picture; the library's own short form throws then.</summary>
    static SKBitmap? Decode(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        return codec is null ? null : SKBitmap.Decode(codec);
    }

    static SKBitmap? FromQoi(byte[] data)
    {
        if (Qoi.Decode(data) is not { } picture)
            return null;
        var bitmap = new SKBitmap(new SKImageInfo(picture.WidthPx, picture.HeightPx, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        picture.Rgba.CopyTo(bitmap.GetPixelSpan());
        return bitmap;
    }
}
