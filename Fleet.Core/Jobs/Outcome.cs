namespace Fleet.Core.Jobs;

/// <summary>What a person says about the part.</summary>
public enum Outcome
{
    Good,
    Bad,
}
