namespace Fleet.Core.Footprint.Ranges;

/// <summary>One product of the sum: a quantity times a factor.</summary>
/// <param name="Quantity">kWh or kg.</param>
/// <param name="Source">Names the draw of the quantity: bookings of one meter or model are wrong together.</param>
/// <param name="FactorPerUnit">kg CO₂e per kWh or kg; may be negative.</param>
/// <param name="FactorSigma">ln of its geometric standard deviation.</param>
/// <param name="Factor">Names the draw of the factor: every use of a factor is wrong by the same amount.</param>
public readonly record struct Term(LogNormal Quantity, string Source, double FactorPerUnit, double FactorSigma, string Factor)
{
    public double Median => Quantity.Median * FactorPerUnit;
}
