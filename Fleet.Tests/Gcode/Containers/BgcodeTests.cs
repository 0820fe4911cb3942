using System.Buffers.Binary;
using Fleet.Core.Gcode;

namespace Fleet.Tests.Gcode.Containers;

public sealed class BgcodeTests
{
    public static TheoryData<BgcodeCompression, bool> Packings
    {
        get
        {
            var data = new TheoryData<BgcodeCompression, bool>();
            foreach (BgcodeCompression compression in Enum.GetValues<BgcodeCompression>())
            {
                data.Add(compression, false);
                data.Add(compression, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void What_was_packed_comes_out_again(BgcodeCompression compression, bool meatPack)
    {
        byte[] program = Sample.Bytes("ps_cube20_mk3s_020.gcode");
        byte[] packed = Packed(program, compression, meatPack);
        var plain = new MemoryStream();
        PlainProgram.Open(new MemoryStream(packed)).CopyTo(plain);
        Assert.Equal(program, plain.ToArray());
        if (compression != BgcodeCompression.None)
            Assert.True(packed.Length < program.Length * 0.35);
    }

    [Fact]
    public void Metadata_and_pictures_stand_beside_the_moves()
    {
        byte[] png = Fleet.Core.Gcode.Pictures.Png.Encode(new(4, 3, new byte[48]));
        var bgcode = new MemoryStream();
        BgcodeFile.Write(
            new MemoryStream("G28\nG1 X1 F100\n"u8.ToArray()), bgcode, BgcodeCompression.Heatshrink12, meatPack: true,
            [("printer_model", "MINI"), ("filament_type", "PETG"), ("estimated printing time (normal mode)", "1h 2m 3s")],
            [new(4, 3, ThumbnailFormat.Png, png)]);
        AnalysisOutcome.Analysed whole = Read.Whole(bgcode.ToArray());
        Assert.Equal(("MINI", "PETG", 3723.0), (whole.Analysis.PrinterModel, whole.Analysis.Material, whole.Analysis.Slicer.Claims.DurationSeconds));
        Assert.Equal((4, 3), (whole.Thumbnails[0].WidthPx, whole.Thumbnails[0].HeightPx));
    }

    /// <summary>Bytes laid out by hand from the published format, not by our own writer.</summary>
    [Fact]
    public void A_file_written_by_the_book_is_read()
    {
        byte[] text = "G1 X1 F100\n"u8.ToArray();
        byte[] block = [1, 0, 0, 0, (byte)text.Length, 0, 0, 0, 0, 0, .. text];
        byte[] crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, ReferenceCrc(block));
        byte[] file = [.. "GCDE"u8, 1, 0, 0, 0, 1, 0, .. block, .. crc];
        Assert.Equal(1, Read.Whole(file).Analysis.MoveCount);
        file[20] ^= 1;
        Assert.Contains("checksum", Read.Refusal(file), StringComparison.Ordinal);
    }

    /// <summary>A zlib header that asks for a preset dictionary, which .NET answers with an exception of its own. Found by the fuzzer.</summary>
    [Fact]
    public void A_deflated_block_that_wants_a_dictionary_is_refused()
    {
        byte[] file = [.. "GCDE"u8, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 9, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0x78, 0xF9, 1, 2, 3, 4, 5, 6];
        Assert.Contains("bgcode", Read.Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_breaks_off_says_where()
    {
        byte[] packed = Packed(Sample.Bytes("cnc_pocket_small.nc"), BgcodeCompression.Deflate, false);
        foreach (int length in (int[])[5, 10, 12, 25, 40, packed.Length / 2, packed.Length - 1])
            Assert.Contains("bgcode", Read.Refusal(packed[..length]), StringComparison.Ordinal);
    }

    static byte[] Packed(byte[] program, BgcodeCompression compression, bool meatPack)
    {
        var bgcode = new MemoryStream();
        BgcodeFile.Write(new MemoryStream(program), bgcode, compression, meatPack, [], []);
        return bgcode.ToArray();
    }

    /// <summary>Bit by bit.</summary>
    static uint ReferenceCrc(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
