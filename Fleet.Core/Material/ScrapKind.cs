namespace Fleet.Core.Material;

/// <summary>Material that is in no good part, by cause.</summary>
public enum ScrapKind
{
    /// <summary>Holds the part up while it is made.</summary>
    Support,

    /// <summary>Start lines, colour changes, wipe towers.</summary>
    Purge,

    /// <summary>Skirt, brim.</summary>
    Skirt,

    /// <summary>A part that was not finished or not good.</summary>
    Failed,

    /// <summary>What is left of a sheet beside parts and offcuts that go back to stock.</summary>
    Offcut,

    /// <summary>Chips and dust of milling.</summary>
    Swarf,
}
