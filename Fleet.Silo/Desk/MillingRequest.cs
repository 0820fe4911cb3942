using Fleet.Core.Material.Milling;

namespace Fleet.Silo.Desk;

/// <summary>What a milling program is run on.</summary>
/// <param name="Stock">In the coordinates of the program; Z 0 is usually its upper face.</param>
/// <param name="Tools">By T word; 0 where the program names none.</param>
public sealed record MillingRequest(Stock? Stock, IReadOnlyDictionary<int, Cutter>? Tools);
