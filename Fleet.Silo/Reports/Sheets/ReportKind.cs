namespace Fleet.Silo.Reports.Sheets;

/// <summary>What a report is about. Footprint, avoided burden and evidence are never added up.</summary>
public enum ReportKind
{
    Energy,
    Material,
    Footprint,

    /// <summary>Use and rebound.</summary>
    Use,
}
