using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Containers;
using Fleet.Core.Gcode.Pictures;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

/// <summary>Whatever the bytes are: an analysis or a sentence, soon, and in bounded memory. Seeded, so that a failure names its program.</summary>
public sealed class FuzzTests
{
    const int Default = 6_000;
    const int Million = 1_000_000;

    /// <summary>What one input may allocate, its own bytes not counted; promised in <c>docs/gcode-analysis.md</c>.</summary>
    const int MostBytes = 40_000_000;

    /// <summary>A refusal names a line or a byte, or speaks of the file as a whole.</summary>
    const string Place = @"[Ll]ine \d+|\d+ lines|[Bb]ytes? \d+|\d+ bytes|version \d+|file is empty|no sliced plate|has no plate|more than three times|first ten bytes|checksum kind|names more than";

    static readonly CombinedObserver Nobody = new([]);
    static readonly Profile[] Profiles = [TestMachines.Marlin, TestMachines.ClassicJerk, TestMachines.Klipper, TestMachines.Grbl, TestMachines.Laser];

    [Fact]
    public void Mutated_programs_do_no_harm() => Run(Default, 1);

    /// <summary>Ten million programs and as many pictures, a million at a time. How long it takes is in <c>docs/gcode-analysis.md</c>.</summary>
    [Theory]
    [MemberData(nameof(Millions))]
    [Trait("Length", "Long")]
    public void A_million_more_mutated_programs_do_no_harm(int million)
    {
        int threads = Environment.ProcessorCount;
        Parallel.For(0, threads, i => Run(Million / threads, (million + 1) * Million + i * (Million / threads)));
    }

    public static TheoryData<int> Millions => [.. Enumerable.Range(0, 10)];

    static void Run(int programs, int seed)
    {
        var seeds = new FuzzSeeds();
        for (int i = 0; i < programs; i++)
        {
            var random = new Random(seed + i);
            byte[] program = seeds.Mutated(random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Profile? profile = random.Next(6) is var p && p < Profiles.Length ? Profiles[p] : null;
                AnalysisOutcome outcome = ProgramAnalyser.Analyse(new MemoryStream(program), profile, AnalysisOptions.Default, CancellationToken.None);
                if (outcome is AnalysisOutcome.NotAnalysable refused)
                    Assert.Matches(Place, refused.Sentence);
                else
                    Sane((AnalysisOutcome.Analysed)outcome);
                byte[] picture = seeds.MutatedPicture(random);
                Thumbnails.Read(picture);
                Qoi.Decode(picture);
                ProgramTimeline.FromBytes(program);
                ToolpathReader.TryRead(new MemoryStream(program), Nobody);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"Seed {seed + i}: {Encoding.Latin1.GetString(program[..Math.Min(program.Length, 400)])}", failure);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostBytes, $"Seed {seed + i} allocated {allocated} bytes.");
        }
    }

    static void Sane(AnalysisOutcome.Analysed whole)
    {
        ProgramAnalysis a = whole.Analysis;
        Assert.True(double.IsFinite(a.DurationSeconds) && a.DurationSeconds >= 0);
        Assert.True(double.IsFinite(a.DistanceMm) && double.IsFinite(a.CutLengthMm));
        Assert.True(a.Bounds is null || double.IsFinite(a.Bounds.Max.X + a.Bounds.Min.Z));
        Assert.All(a.Filament, use => Assert.True(double.IsFinite(use.LengthMm) && use.LengthMm >= 0));
    }
}
