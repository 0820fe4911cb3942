using System.IO.Compression;
using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Containers;

namespace Fleet.Tests.Gcode.Containers;

public sealed class ContainerTests
{
    [Fact]
    public void Gzip_is_found_by_its_bytes()
    {
        byte[] program = Sample.Bytes("cnc_pocket_small.nc");
        ProgramAnalysis packed = Read.Whole(Gzip(program), TestMachines.Grbl).Analysis, plain = Read.Whole(program, TestMachines.Grbl).Analysis;
        Assert.Equal(plain.MotionSeconds, packed.MotionSeconds);
        Assert.Equal(plain.SizeBytes, packed.SizeBytes);
    }

    [Fact]
    public void Gzip_that_breaks_off_is_refused() =>
        Assert.Contains("gzip", Read.Refusal(Gzip(Sample.Bytes("cnc_pocket_arcs.nc"))[..900]), StringComparison.Ordinal);

    [Fact]
    public void A_plate_of_a_3mf_is_chosen_by_number()
    {
        byte[] file = Zip(("Metadata/plate_2.gcode", "G28\nG1 X2 F100\n"), ("Metadata/plate_1.gcode", "G28\nG1 X1 F100\n"), ("3D/3dmodel.model", "<model/>"));
        Assert.Equal(1, Read.Whole(file).Analysis.Bounds!.Max.X);
        Assert.Equal(2, Read.Whole(file, null, AnalysisOptions.Default with { Plate = 2 }).Analysis.Bounds!.Max.X);
        var refused = Assert.IsType<AnalysisOutcome.NotAnalysable>(Read.Outcome(file, null, AnalysisOptions.Default with { Plate = 3 }));
        Assert.Contains("It has 1, 2", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_3mf_without_a_sliced_plate_says_so() =>
        Assert.Contains("no sliced plate", Read.Refusal(Zip(("3D/3dmodel.model", "<model/>"))), StringComparison.Ordinal);

    [Fact]
    public void A_3mf_that_breaks_off_says_so() =>
        Assert.Contains("3MF", Read.Refusal(Zip(("Metadata/plate_1.gcode", "G28\nG1 X1\n"))[..60]), StringComparison.Ordinal);

    [Fact]
    public void A_3mf_can_come_from_a_connection()
    {
        using var notSeekable = new BufferlessStream(Zip(("Metadata/plate_1.gcode", "G28\nG1 X7 F100\n")));
        var analysed = Assert.IsType<AnalysisOutcome.Analysed>(
            ProgramAnalyser.Analyse(notSeekable, null, AnalysisOptions.Default, TestContext.Current.CancellationToken));
        Assert.Equal(7, analysed.Analysis.Bounds!.Max.X);
    }

    [Fact]
    public void A_bomb_is_read_in_constant_memory()
    {
        // 300 MB of one line, in 300 kB.
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] block = new byte[1 << 20];
            Array.Fill(block, (byte)'G');
            gzip.Write("G28\n"u8);
            for (int i = 0; i < 300; i++)
                gzip.Write(block);
        }

        byte[] bomb = packed.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read.Outcome(bomb);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    [Fact]
    public void Heatshrink_round_trips_at_every_length()
    {
        var random = new Random(3);
        for (int length = 0; length < 600; length++)
        {
            byte[] data = new byte[length];
            for (int i = 0; i < length; i++)
                data[i] = (byte)"G1 X0.5\n"[random.Next(random.Next(1, 8))];
            byte[] packed = HeatshrinkEncoder.Encode(data, 11);
            byte[] unpacked = new byte[length];
            new HeatshrinkDecoder(new MemoryStream(packed), 11).ReadAtLeast(unpacked, length, throwOnEndOfStream: false);
            Assert.Equal(data, unpacked);
        }
    }

    /// <summary>Literal 'A', then three bytes again from distance 1: 1 01000001, 0 00000000000 0010.</summary>
    [Fact]
    public void Heatshrink_is_read_by_the_book()
    {
        byte[] unpacked = new byte[4];
        int read = new HeatshrinkDecoder(new MemoryStream([0b1010_0000, 0b1000_0000, 0b0000_0001, 0b0000_0000]), 11).ReadAtLeast(unpacked, 4, throwOnEndOfStream: false);
        Assert.Equal("AAAA", Encoding.ASCII.GetString(unpacked, 0, read));
    }

    static byte[] Gzip(byte[] data)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(data);
        return packed.ToArray();
    }

    internal static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    sealed class BufferlessStream(byte[] data) : MemoryStream(data)
    {
        public override bool CanSeek => false;
    }
}
