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
    const int Long = 10_000_000;

    static readonly Profile[] Profiles = [TestMachines.Marlin, TestMachines.ClassicJerk, TestMachines.Klipper, TestMachines.Grbl, TestMachines.Laser];

    [Fact]
    public void Mutated_programs_do_no_harm() => Run(Default, 1);

    /// <summary>Ten million programs: about a quarter of an hour of one core, in Release.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public void Ten_million_mutated_programs_do_no_harm()
    {
        int threads = Environment.ProcessorCount;
        Parallel.For(0, threads, i => Run(Long / threads, 1000 + i * Long));
    }

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
                    Assert.False(string.IsNullOrWhiteSpace(refused.Sentence));
                else
                    Sane((AnalysisOutcome.Analysed)outcome);
                Thumbnails.Read(program);
                Qoi.Decode(program);
                ProgramTimeline.FromBytes(program);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"Seed {seed + i}: {Encoding.Latin1.GetString(program[..Math.Min(program.Length, 400)])}", failure);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 40_000_000, $"Seed {seed + i} allocated {allocated} bytes.");
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
