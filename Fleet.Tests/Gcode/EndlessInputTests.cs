using System.Globalization;
using System.Text;
using Fleet.Core.Gcode;

namespace Fleet.Tests.Gcode;

/// <summary>Programs too large for any memory, made while they are read.</summary>
public sealed class EndlessInputTests
{
    /// <summary>The reader's buffer, the marks and the timeline at their bounds; promised in <c>docs/gcode-analysis.md</c>.</summary>
    const long MostBytes = 40_000_000;

    [Fact]
    public void A_line_of_200_megabytes_is_one_line() => OneLine(200_000_000);

    [Fact]
    [Trait("Length", "Long")]
    public void A_line_of_three_gigabytes_is_one_line() => OneLine(3_000_000_000);

    static void OneLine(long bytes)
    {
        byte[] digits = Encoding.ASCII.GetBytes(new string('9', 64 * 1024));
        ProgramAnalysis analysis = Bounded(Parts("G28\nG1 X1 F600\nG1 X", Enumerable.Repeat(digits, (int)(bytes / digits.Length)), "\nG1 X2\n"));
        Assert.Equal(4, analysis.LineCount);
        Assert.Equal(2, analysis.Bounds!.Max.X);
        Assert.Contains(analysis.Findings, finding => finding.Line == 3);
    }

    [Fact]
    public void A_million_layers_are_counted_and_a_thousand_million_are_only_claimed()
    {
        IEnumerable<byte[]> layers = Enumerable.Range(0, 1_000).Select(thousand =>
        {
            var text = new StringBuilder();
            for (int i = 0; i < 1_000; i++)
                text.Append(CultureInfo.InvariantCulture, $";LAYER:{thousand * 1000 + i}\nG1 X{i % 100} E1 Z{(thousand * 1000 + i) * 1e-4:F4}\n");
            return Encoding.ASCII.GetBytes(text.ToString());
        });
        ProgramAnalysis analysis = Bounded(Parts(";LAYER_COUNT:1000000000\nG28\nM83\nM109 S200\nG1 F6000\n", layers, ""));
        Assert.Equal(1_000_000, analysis.LayerCount);
        Assert.Equal(1_000_000_000, analysis.Slicer.Claims.LayerCount);
        Assert.Contains(analysis.Findings, finding => finding.Code == "ends-early");
    }

    [Theory]
    [InlineData("1e308")]
    [InlineData("-1e308")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999999999999999")]
    public void Numbers_beyond_any_machine_stay_out_of_the_arithmetic(string number)
    {
        string program = $"G28\nM83\nM109 S{number}\nG92 X{number}\nM204 S{number}\nM205 J{number}\nG1 X1 E1 F600\nG1 X{number} Y{number} E{number} F{number}\nG2 X5 I{number} J{number}\nG4 P{number}\nG1 X2\n";
        ProgramAnalysis analysis = Read.Text(program, TestMachines.Marlin);
        Assert.True(double.IsFinite(analysis.DurationSeconds + analysis.DistanceMm + analysis.Bounds!.Max.X + analysis.Filament.Sum(use => use.LengthMm)));
        Assert.InRange(analysis.DistanceMm, 0, 1000);
    }

    static ProgramAnalysis Bounded(IEnumerable<byte[]> parts)
    {
        using var program = new MadeStream(parts);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AnalysisOutcome outcome = ProgramAnalyser.Analyse(program, null, AnalysisOptions.Default, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - program.MadeBytes, 0, MostBytes);
        return Assert.IsType<AnalysisOutcome.Analysed>(outcome).Analysis;
    }

    static IEnumerable<byte[]> Parts(string first, IEnumerable<byte[]> middle, string last) =>
        [Encoding.ASCII.GetBytes(first), .. middle, Encoding.ASCII.GetBytes(last)];

    /// <summary>Gives one part after the other and remembers what making them has allocated.</summary>
    sealed class MadeStream(IEnumerable<byte[]> parts) : Stream
    {
        readonly IEnumerator<byte[]> _parts = parts.GetEnumerator();
        byte[] _part = [];
        int _at;

        public long MadeBytes { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_at == _part.Length)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                if (!_parts.MoveNext())
                    return 0;
                MadeBytes += GC.GetAllocatedBytesForCurrentThread() - before;
                (_part, _at) = (_parts.Current, 0);
            }

            int taken = Math.Min(count, _part.Length - _at);
            _part.AsSpan(_at, taken).CopyTo(buffer.AsSpan(offset));
            _at += taken;
            return taken;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
