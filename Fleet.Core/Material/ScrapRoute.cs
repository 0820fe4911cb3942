namespace Fleet.Core.Material;

/// <summary>Where scrap goes.</summary>
public enum ScrapRoute
{
    /// <summary>Used again as it is.</summary>
    Reuse,

    /// <summary>Made into material again.</summary>
    Recycle,

    /// <summary>Residual waste.</summary>
    Residual,
}
