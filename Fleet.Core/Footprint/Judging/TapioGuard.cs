namespace Fleet.Core.Footprint.Judging;

/// <summary>Why an elasticity is withheld.</summary>
public enum TapioGuard
{
    /// <summary>One of the four numbers is missing.</summary>
    Missing,

    /// <summary>No energy or no output in the period before: nothing to relate to.</summary>
    NothingBefore,

    /// <summary>The output changed by less than 2 %: the quotient would explode.</summary>
    OutputHardlyChanged,
}
