namespace Fleet.Core.Energy;

/// <summary>What the words of <see cref="Basis"/> in the ledger mean for a report's coverage.</summary>
public static class Bases
{
    /// <summary>The total comes from a meter, whoever divided it. What cannot have flowed is no measurement of anything.</summary>
    public static bool IsMeasured(string basis) => basis is "metered" or "split";
}
