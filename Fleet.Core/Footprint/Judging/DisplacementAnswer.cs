namespace Fleet.Core.Footprint.Judging;

/// <summary>What a person says would have happened without the part. Asked per job; blank is an answer too.</summary>
public enum DisplacementAnswer
{
    /// <summary>They would have bought it new.</summary>
    BoughtNew,

    BoughtUsed,

    /// <summary>They would have had it made elsewhere.</summary>
    MadeElsewhere,

    /// <summary>They would have done without: it exists because the workshop does.</summary>
    Nothing,

    DontKnow,
}
