using Fleet.Silo.Programs;

namespace Fleet.Silo.Ledger;

/// <summary>Where a run belongs, as far as its facts need it. Never changes during a run's life.</summary>
sealed record RunPlace
{
    public string JobId { get; init; } = "";
    public string MachineId { get; init; } = "";
    public string ProfileId { get; init; } = "";

    /// <summary>The first tool's material as the program says it; empty when it does not.</summary>
    public string Material { get; private set; } = "";

    public double DiameterMm { get; private set; } = 1.75;

    public string Analysis
    {
        init
        {
            var analysis = ProgramFacts.Read(value);
            Material = analysis.Material ?? "";
            DiameterMm = analysis.Filament is [var first, ..] ? first.DiameterMm : 1.75;
        }
    }
}
