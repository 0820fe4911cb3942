using Fleet.Core.Gcode;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Web.Api;

/// <summary>A program and what was understood of it.</summary>
/// <param name="Id">SHA-256 of the file.</param>
/// <param name="Duplicate">The same bytes were here already.</param>
/// <param name="Note">What the server changed on the way in; empty for nothing.</param>
/// <param name="ThumbnailUrl">PNG; null when the slicer put no picture into the program.</param>
public sealed record ProgramView(
    string Id, string Name, long SizeBytes, string? Kind, DateTimeOffset UploadedAt, bool Duplicate, string Note, string? ThumbnailUrl,
    ProgramAnalysis Analysis)
{
    public static ProgramView Of(ProgramRow row, bool hasThumbnail) => Of(row, ProgramFacts.Read(row.Analysis), false, false, hasThumbnail);

    public static ProgramView Of(ProgramReceipt receipt, bool hasThumbnail) =>
        Of(receipt.Program, receipt.Analysis, receipt.Duplicate, receipt.NameCleaned, hasThumbnail);

    static ProgramView Of(ProgramRow row, ProgramAnalysis analysis, bool duplicate, bool cleaned, bool hasThumbnail) =>
        new(row.Id, row.Name, row.SizeBytes, row.Kind, Instants.At(row.UploadedAtMs), duplicate,
            duplicate ? $"This file is here already, as {row.Name}."
                : cleaned ? $"The name held folders or control characters; the program is called {row.Name} here." : "",
            hasThumbnail ? $"/api/programs/{row.Id}/thumbnail" : null, analysis);
}
