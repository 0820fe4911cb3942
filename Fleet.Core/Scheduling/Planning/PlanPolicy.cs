namespace Fleet.Core.Scheduling.Planning;

/// <summary>What a workshop finds how bad: prices in one integer unit. Each from 0 to 1 000.</summary>
public sealed record PlanPolicy
{
    public static PlanPolicy Default { get; } = new();

    /// <summary>A slot late, times the run's weight.</summary>
    public int LatePerSlot { get; init; } = 10;

    /// <summary>A slot between release and end, whoever waits.</summary>
    public int WaitPerSlot { get; init; } = 1;

    /// <summary>Thousandths per g CO2; 500 is one unit per 2 g.</summary>
    public int CarbonPermillePerG { get; init; } = 500;

    /// <summary>Units per euro of electricity.</summary>
    public int EnergyPerEur { get; init; } = 20;

    /// <summary>A promised run changes its machine.</summary>
    public int MovedMachine { get; init; } = 20;

    /// <summary>A promised run starts a slot earlier or later. Dearer than waiting, so that a promise is not moved for a slot's sake.</summary>
    public int MovedPerSlot { get; init; } = 3;

    /// <summary>Two runs that would like to stay together do not.</summary>
    public int Separated { get; init; } = 5;

    /// <summary>How strongly past use weighs: at 1000, a slot of waiting costs up to twice more for whoever used nothing lately. 0: not at all.</summary>
    public int FairnessPermille { get; init; } = 500;

    /// <summary>Thousandths of what the machines' set-up rules say a change costs.</summary>
    public int SetupPermille { get; init; } = 1000;

    internal PlanPolicy Clamped() => this with
    {
        LatePerSlot = Price(LatePerSlot), WaitPerSlot = Price(WaitPerSlot), CarbonPermillePerG = Price(CarbonPermillePerG, 100_000),
        EnergyPerEur = Price(EnergyPerEur, 100_000), MovedMachine = Price(MovedMachine, 100_000), MovedPerSlot = Price(MovedPerSlot),
        Separated = Price(Separated), FairnessPermille = Price(FairnessPermille, 10_000), SetupPermille = Price(SetupPermille, 100_000),
    };

    static int Price(int value, int most = 1000) => Math.Clamp(value, 0, most);
}
