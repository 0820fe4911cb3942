namespace Fleet.Core.Material.Milling;

public enum CutterKind
{
    /// <summary>End mill, and near enough a drill.</summary>
    Flat,

    /// <summary>Ball nose.</summary>
    Ball,

    /// <summary>Engraving cone; its diameter is where the cone ends.</summary>
    V,
}
