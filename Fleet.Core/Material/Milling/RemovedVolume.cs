namespace Fleet.Core.Material.Milling;

/// <summary>What a milling program takes away.</summary>
/// <param name="RemovedMm3">Swept out of the stock.</param>
/// <param name="StockMm3">The stock before.</param>
/// <param name="CellMm">Fineness of the map that it was swept on.</param>
/// <param name="UnknownTools">Tool numbers that the setup does not know; their moves are not in it.</param>
public sealed record RemovedVolume(double RemovedMm3, double StockMm3, double CellMm, IReadOnlyList<int> UnknownTools)
{
    public double RemainingMm3 => StockMm3 - RemovedMm3;

    /// <summary>Swarf, g, by density.</summary>
    public double SwarfG(double densityGPerCm3) => RemovedMm3 / 1000 * densityGPerCm3;

    /// <summary>Part and offcut together, g.</summary>
    public double RemainingG(double densityGPerCm3) => RemainingMm3 / 1000 * densityGPerCm3;
}
