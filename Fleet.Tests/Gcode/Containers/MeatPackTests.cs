using System.Text;
using Fleet.Core.Gcode;

namespace Fleet.Tests.Gcode.Containers;

public sealed class MeatPackTests
{
    /// <summary>By the published table: low half first, 15 says that the character follows.</summary>
    [Theory]
    [InlineData("G1\n", new byte[] { 0x1D, 0x0C })]
    [InlineData("G10", new byte[] { 0x1D, 0xC0 })]
    [InlineData("GX\n", new byte[] { 0xED, 0x0C })]
    [InlineData("M3\n", new byte[] { 0x3F, (byte)'M', 0x0C })]
    [InlineData("1Y\n", new byte[] { 0xF1, (byte)'Y', 0x0C })]
    [InlineData("FF\n", new byte[] { 0xFF, (byte)'F', (byte)'F', 0x0C })]
    public void Characters_pack_by_the_published_table(string text, byte[] expected)
    {
        byte[] packed = new byte[64];
        int length = MeatPack.Pack(Encoding.ASCII.GetBytes(text), packed, noSpaces: false);
        Assert.Equal(expected, packed[..length]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_line_comes_out_whole(bool noSpaces)
    {
        var random = new Random(5);
        var wire = new MemoryStream();
        var expected = new StringBuilder();
        wire.Write("plain before\n"u8);
        expected.Append("plain before\n");
        wire.Write(MeatPack.EnablePacking);
        if (noSpaces)
            wire.Write(MeatPack.EnableNoSpaces);
        byte[] buffer = new byte[256];
        for (int i = 0; i < 2000; i++)
        {
            var line = new StringBuilder();
            for (int c = random.Next(0, 40); c > 0; c--)
                line.Append((noSpaces ? "0123456789.EGXYZFMNS*-" : "0123456789. EGXYZFMNS*-;\u00FE")[random.Next(noSpaces ? 22 : 24)]);
            line.Append('\n');
            int length = MeatPack.Pack(Encoding.Latin1.GetBytes(line.ToString()), buffer, noSpaces);
            Assert.True(length <= MeatPack.MaxPackedBytes(line.Length));
            wire.Write(buffer, 0, length);
            expected.Append(line);
        }

        wire.Write(MeatPack.DisablePacking);
        wire.Write("plain behind\n"u8);
        expected.Append("plain behind\n");
        wire.Position = 0;
        var unpacked = new MemoryStream();
        MeatPack.Unpack(wire).CopyTo(unpacked);
        Assert.Equal(expected.ToString(), Encoding.Latin1.GetString(unpacked.ToArray()));
    }

    [Fact]
    public void Ordinary_lines_shrink_by_two_fifths()
    {
        byte[] packed = new byte[64];
        ReadOnlySpan<byte> line = "G1X112.639Y93.583E.04612\n"u8;
        Assert.True(MeatPack.Pack(line, packed, noSpaces: true) <= line.Length * 0.6);
    }
}
