using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Containers;
using Fleet.Core.Gcode.Execution;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode;

/// <summary>Reads a program once, in constant memory, and says everything that the fleet decides by.</summary>
public static unsafe class ProgramAnalyser
{
    const int CancellationCheckLines = 4096;

    /// <summary>
    /// Analyses a program: plain G-code, gzip, .bgcode or .gcode.3mf, told apart by its first bytes. Never throws for what a file may
    /// contain; exceptions of the stream itself (a broken disk) pass through.
    /// </summary>
    /// <param name="profile">The machine to time and check for. Null: assumed limits, and only checks that need no machine.</param>
    public static AnalysisOutcome Analyse(Stream program, Profile? profile, AnalysisOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            using OpenedProgram opened = ProgramContainer.Open(program, options.Plate);
            return Analyse(opened, profile, options, cancellation);
        }
        catch (ProgramDamagedException damaged)
        {
            return new AnalysisOutcome.NotAnalysable(damaged.Message, null);
        }
    }

    static AnalysisOutcome Analyse(OpenedProgram opened, Profile? profile, AnalysisOptions options, CancellationToken cancellation)
    {
        var reader = new LineReader(opened.Plain);
        if (options.StartAt is { } start)
            reader.StartAt(start.Line, start.Offset);
        if (Refusal.OfHead(reader.Ahead) is { } refused)
            return refused;
        Dialect dialect = DialectGuess.Of(reader.Ahead, profile);
        var timeline = new TimelineBuilder();
        var findings = new FindingLog();
        var comments = new CommentReader();
        foreach ((string key, string value) in opened.Metadata)
            comments.Header.Take(key, value);
        var interpreter = new Interpreter(
            dialect, profile ?? AssumedProfiles.For(dialect), profile is not null, options, timeline, findings, comments);
        var marks = new MarkCollector(options);
        int untilCheck = CancellationCheckLines;
        while (reader.TryRead(out byte* line, out int length))
        {
            interpreter.Take(line, length, reader.Line);
            if (comments.LayerNews)
                interpreter.TakeLayer(marks, reader.LineOffset);
            if (marks.WantsRestart(interpreter.MotionSecondsDone))
                interpreter.OfferRestart(marks, reader.Line + 1, reader.Offset);
            if (--untilCheck == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                untilCheck = CancellationCheckLines;
                if (Refusal.OfProgress(interpreter.Tally, findings) is { } rubbish)
                    return rubbish;
            }
        }

        interpreter.Finish();
        if (Refusal.OfWhole(interpreter.Tally, findings, reader) is { } empty)
            return empty;
        ProgramAnalysis analysis = AnalysisReport.Of(interpreter, dialect, comments, findings, reader, profile, options);
        return new AnalysisOutcome.Analysed(analysis, [.. opened.Thumbnails, .. comments.Thumbnails])
        {
            Timeline = timeline.Build(reader.Line),
            Curves = interpreter.Curves(),
            Layers = marks.Layers,
            RestartPoints = marks.RestartPoints,
        };
    }
}
