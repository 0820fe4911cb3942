using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Reading;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Why something is no program: one sentence with what, where, and what to do.</summary>
static class Refusal
{
    /// <summary>More unreadable lines than this, and more than readable ones: not G-code.</summary>
    const int ManyProseLines = 20;

    public static AnalysisOutcome.NotAnalysable? OfHead(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return new("The file is empty. Export the program again and upload that file.", null);
        ReadOnlySpan<byte> first = head[..Math.Min(head.Length, 4096)];
        if (first is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return new("The file is UTF-16 text, as its bytes 0 and 1 say; machines read ASCII. Save it as UTF-8 or plain text and upload that file.", 1);
        int control = first.IndexOfAnyExceptInRange((byte)0x09, (byte)0xFF);
        if (control >= 0 || first.IndexOfAnyInRange((byte)0x0E, (byte)0x1A) is var at and >= 0 && (control = at) >= 0)
            return new($"This is not G-code but binary data: byte {control} is 0x{first[control]:X2}. Upload what the slicer or CAM program exported.", null);
        return null;
    }

    /// <summary>Looked at from time to time, so that a gigabyte of prose is not read to its end.</summary>
    public static AnalysisOutcome.NotAnalysable? OfProgress(in Tally tally, FindingLog findings) =>
        findings.Has(Check.ComputedCode) ? Computed(findings.FirstLine(Check.ComputedCode))
        : tally.ProseLines > ManyProseLines && tally.ProseLines > tally.CodeLines + tally.MacroLines ? Prose(tally) : null;

    public static AnalysisOutcome.NotAnalysable? OfWhole(in Tally tally, FindingLog findings, LineReader reader)
    {
        if (findings.Has(Check.ComputedCode))
            return Computed(findings.FirstLine(Check.ComputedCode));
        if (tally.ProseLines > 0 && tally.ProseLines >= tally.CodeLines + tally.MacroLines)
            return Prose(tally);
        if (tally.CodeLines + tally.MacroLines == 0)
            return new($"There is no command in the {reader.Line} lines of this file. Export the program again and upload that file.", reader.Line);
        return null;
    }

    /// <summary>LinuxCNC's variables, expressions and O-words: what they move is known only while they run.</summary>
    public static AnalysisOutcome.NotAnalysable Computed(long line) =>
        new($"Line {line} uses variables, expressions or O-words, which cannot be analysed here. Let the CAM program write plain moves instead.", line);

    static AnalysisOutcome.NotAnalysable Prose(in Tally tally) =>
        new($"This is not G-code: line {tally.FirstProseLine} holds no command. Upload what the slicer or CAM program exported.", tally.FirstProseLine);
}
