using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

/// <summary>Short words for analysing.</summary>
static class Read
{
    public static AnalysisOutcome Outcome(byte[] program, Profile? profile = null, AnalysisOptions? options = null) =>
        ProgramAnalyser.Analyse(new MemoryStream(program), profile, options ?? AnalysisOptions.Default, TestContext.Current.CancellationToken);

    public static AnalysisOutcome.Analysed Whole(byte[] program, Profile? profile = null, AnalysisOptions? options = null) =>
        Assert.IsType<AnalysisOutcome.Analysed>(Outcome(program, profile, options));

    public static ProgramAnalysis Text(string program, Profile? profile = null, AnalysisOptions? options = null) =>
        Whole(Encoding.UTF8.GetBytes(program), profile, options).Analysis;

    public static string Refusal(byte[] program) => Assert.IsType<AnalysisOutcome.NotAnalysable>(Outcome(program)).Sentence;
}
