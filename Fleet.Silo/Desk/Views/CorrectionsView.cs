namespace Fleet.Silo.Desk.Views;

/// <summary>What became known about a period after its report was published. The report itself stays as it was.</summary>
/// <param name="EnergyWh">Sum of the later bookings.</param>
/// <param name="NewFactorSets">Names of tables that were imported since.</param>
public sealed record CorrectionsView(long EnergyBookings, double EnergyWh, long MaterialBookings, double MassGrams, long Outcomes, IReadOnlyList<string> NewFactorSets)
{
    public bool IsEmpty => EnergyBookings + MaterialBookings + Outcomes + NewFactorSets.Count == 0;
}
