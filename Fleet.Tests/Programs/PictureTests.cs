using Fleet.Core.Gcode;
using Fleet.Silo.Programs;

namespace Fleet.Tests.Programs;

public sealed class PictureTests
{
    /// <summary>A QOI of 2 × 1 pixels: one red, one run of it; header, two chunks, end mark.</summary>
    static readonly byte[] RedQoi = [.. "qoif"u8, 0, 0, 0, 2, 0, 0, 0, 1, 4, 0, 0xFE, 255, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0, 1];

    [Fact]
    public void A_thumbnail_in_the_printers_own_format_becomes_a_picture_that_browsers_show()
    {
        var png = Picture.Best([new(2, 1, ThumbnailFormat.Qoi, RedQoi)]);
        Assert.NotNull(png);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
    }

    [Fact]
    public void A_broken_picture_gives_way_to_the_next_one() =>
        Assert.NotNull(Picture.Best([new(400, 400, ThumbnailFormat.Png, [1, 2, 3]), new(2, 1, ThumbnailFormat.Qoi, RedQoi)]));

    [Fact]
    public void Without_a_readable_picture_there_is_none() =>
        Assert.Null(Picture.Best([new(10, 10, ThumbnailFormat.Jpeg, [0xFF, 0xD8])]));
}
