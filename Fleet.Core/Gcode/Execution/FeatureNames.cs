namespace Fleet.Core.Gcode.Execution;

/// <summary>Slicers' words for what a move makes.</summary>
static class FeatureNames
{
    public static MoveFeature Of(ReadOnlySpan<byte> name)
    {
        name = name.Trim(" \r\t"u8);
        return name.Length switch
        {
            _ when Is(name, "External perimeter"u8, "Outer wall"u8, "WALL-OUTER"u8, "outer perimeter"u8) || Is(name, "Thin wall"u8) => MoveFeature.OuterWall,
            _ when Is(name, "Perimeter"u8, "Inner wall"u8, "WALL-INNER"u8, "inner perimeter"u8) || Is(name, "Internal perimeter"u8, "single extrusion"u8) => MoveFeature.InnerWall,
            _ when Is(name, "Overhang perimeter"u8, "Overhang wall"u8, "OVERHANG"u8) => MoveFeature.OverhangWall,
            _ when Is(name, "Internal infill"u8, "Sparse infill"u8, "FILL"u8, "infill"u8) => MoveFeature.Infill,
            _ when Is(name, "Solid infill"u8, "Internal solid infill"u8, "solid layer"u8, "Bottom surface"u8) || Is(name, "SOLID-FILL"u8) => MoveFeature.SolidInfill,
            _ when Is(name, "Top solid infill"u8, "Top surface"u8, "SKIN"u8, "TOP-SOLID-FILL"u8) => MoveFeature.TopSurface,
            _ when Is(name, "Bridge infill"u8, "Bridge"u8, "Internal Bridge"u8, "bridge"u8) || Is(name, "BRIDGE"u8, "Internal bridge infill"u8) => MoveFeature.Bridge,
            _ when Is(name, "Gap fill"u8, "Gap infill"u8, "gap fill"u8, "GAP-FILL"u8) => MoveFeature.GapFill,
            _ when Is(name, "Skirt/Brim"u8, "Skirt"u8, "SKIRT"u8, "Brim"u8) || Is(name, "skirt"u8, "Skirt brim"u8, "BRIM"u8, "brim"u8) => MoveFeature.Skirt,
            _ when Is(name, "Support material"u8, "Support"u8, "SUPPORT"u8, "support"u8) || Is(name, "RAFT"u8, "raft"u8, "Support transition"u8) => MoveFeature.Support,
            _ when Is(name, "Support material interface"u8, "Support interface"u8, "SUPPORT-INTERFACE"u8, "dense support"u8) => MoveFeature.SupportInterface,
            _ when Is(name, "Wipe tower"u8, "Prime tower"u8, "PRIME-TOWER"u8, "prime pillar"u8) => MoveFeature.WipeTower,
            _ when Is(name, "Ironing"u8) => MoveFeature.Ironing,
            _ when Is(name, "Custom"u8) => MoveFeature.Custom,
            _ => MoveFeature.Extrude,
        };
    }

    static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b = default, ReadOnlySpan<byte> c = default, ReadOnlySpan<byte> d = default) =>
        name.SequenceEqual(a) || name.SequenceEqual(b) || name.SequenceEqual(c) || name.SequenceEqual(d);
}
