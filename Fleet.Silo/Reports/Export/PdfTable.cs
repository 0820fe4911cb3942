using System.Globalization;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>
/// A table on paper: as many columns as fit beside each other; the rest below, so that nothing of the screen is missing. Where a page ends
/// in it, the next one begins with its headers.
/// </summary>
sealed class PdfTable(PdfPaper paper, ReportTable table, ReportKind kind, CultureInfo culture)
{
    const int Steps = 7;
    const float Names = 124;
    const float Step = (PdfPaper.Width - (2 * PdfPaper.Margin) - Names) / Steps;

    public void Draw()
    {
        var parts = Parts();
        for (var i = 0; i < parts.Count; i++)
        {
            var title = PaperWords.Title(table, kind) + (parts.Count > 1 ? $" ({i + 1} of {parts.Count})" : "");
            paper.Room(90);
            paper.Y += 14;
            Head(title, parts[i]);
            foreach (var row in SheetCsv.Rows(table))
            {
                if (paper.Room(PdfPaper.Line))
                    Head(title + ", continued", parts[i]);
                Row(row, parts[i]);
            }
        }
    }

    /// <summary>Columns that fit beside each other; a word takes the room of three figures.</summary>
    List<List<int>> Parts()
    {
        var parts = new List<List<int>> { new() };
        var steps = 0;
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (steps + StepsOf(i) > Steps)
            {
                parts.Add([]);
                steps = 0;
            }
            parts[^1].Add(i);
            steps += StepsOf(i);
        }
        return parts;
    }

    int StepsOf(int column) => table.Columns[column].Kind == CellKind.Word ? 3 : 1;

    void Head(string title, List<int> columns)
    {
        paper.Text(title, paper.Strong, paper.Ink, 15);
        var heads = columns.Select(i => PdfPaper.Wrapped(PaperWords.Header(table.Columns[i].Header), paper.Small, (StepsOf(i) * Step) - 6)).ToList();
        var lines = heads.Max(head => head.Count);
        var x = PdfPaper.Margin + Names;
        foreach (var (head, column) in heads.Zip(columns))
        {
            x += StepsOf(column) * Step;
            // Headers stand on the rule, however many lines they have.
            for (var line = 0; line < head.Count; line++)
                paper.Right(head[line], x, paper.Y + ((lines - head.Count + line) * PdfPaper.SmallLine), paper.Small, paper.Quiet);
        }
        paper.Y += ((lines - 1) * PdfPaper.SmallLine) + 4;
        paper.Rule();
        paper.Y += PdfPaper.Line - 2;
    }

    void Row(ReportRow row, List<int> columns)
    {
        var isTotal = row == table.Total;
        var font = isTotal ? paper.Strong : paper.Plain;
        if (isTotal)
        {
            paper.Y -= PdfPaper.Line - 4;
            paper.Rule();
            paper.Y += PdfPaper.Line - 2;
        }
        paper.Print(PdfPaper.Short(isTotal ? row.Name : PaperWords.Name(row), font, Names - 6), PdfPaper.Margin, paper.Y, font, paper.Ink);
        var x = PdfPaper.Margin + Names;
        foreach (var column in columns)
        {
            x += StepsOf(column) * Step;
            paper.Right(PdfPaper.Short(PaperWords.Figure(row.Cells[column], table.Columns[column].Kind, culture), font, (StepsOf(column) * Step) - 4), x, paper.Y, font, paper.Ink);
        }
        paper.Y += PdfPaper.Line;
    }
}
