using Fleet.Core.Material.Milling;

namespace Fleet.Silo.Desk.Views;

/// <summary>What a milling program takes away from its stock.</summary>
public sealed record MillingView(Stock Stock, IReadOnlyDictionary<int, Cutter> Tools, double RemovedMm3, double StockMm3, double RemainingMm3);
