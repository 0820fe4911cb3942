using Fleet.Core.Gcode.Pictures;

namespace Fleet.Tests.Gcode.Pictures;

public sealed class QoiTests
{
    /// <summary>One pixel of each kind of the specification, by hand.</summary>
    [Fact]
    public void Every_kind_of_chunk_is_read()
    {
        byte[] qoi =
        [
            .. "qoif"u8, 0, 0, 0, 4, 0, 0, 0, 2, 4, 0,
            0xFE, 10, 20, 30,                 // RGB
            0xFF, 40, 50, 60, 70,             // RGBA
            0b01_11_10_01,                    // small difference +1, 0, -1
            0b10_100001, 0b1000_0111,         // green +1, red +1+0, blue +1-1
            0b11_000001,                      // twice more
            (10 * 3 + 20 * 5 + 30 * 7 + 255 * 11) % 64, // the first colour again
            0xFE, 1, 2, 3,
            0, 0, 0, 0, 0, 0, 0, 1,
        ];
        PixelImage image = Assert.IsType<PixelImage>(Qoi.Decode(qoi));
        Assert.Equal((4, 2), (image.WidthPx, image.HeightPx));
        byte[] expected =
        [
            10, 20, 30, 255, 40, 50, 60, 70, 41, 50, 59, 70, 42, 51, 59, 70,
            42, 51, 59, 70, 42, 51, 59, 70, 10, 20, 30, 255, 1, 2, 3, 255,
        ];
        Assert.Equal(expected, image.Rgba);
    }

    [Fact]
    public void A_header_that_promises_more_than_the_bytes_can_hold_is_refused() =>
        Assert.Null(Qoi.Decode([.. "qoif"u8, 0, 0, 255, 255, 0, 0, 255, 255, 4, 0, 1, 2, 3]));
}
