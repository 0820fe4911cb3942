using Fleet.Core.Gcode;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <param name="Duplicate">The same bytes were here already, under the name in <paramref name="Program"/>.</param>
/// <param name="NameCleaned">Folders or control characters were taken out of the name.</param>
public sealed record ProgramReceipt(ProgramRow Program, ProgramAnalysis Analysis, bool Duplicate, bool NameCleaned);
