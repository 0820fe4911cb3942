namespace Fleet.Core.Energy;

/// <summary>What is believed of one machine's power, state by state: the profile's word first, then what its own meter taught. Immutable.</summary>
public sealed class PowerBook
{
    readonly StateBelief[] _states;

    PowerBook(StateBelief[] states) => _states = states;

    public static IReadOnlyList<RunPhase> States { get; } = Enum.GetValues<RunPhase>();

    /// <summary>Nothing is known: a machine without a profile. Any power up to some hundred watts is believed.</summary>
    public static PowerBook Blank { get; } = new([.. States.Select(_ => StateBelief.Prior(100, 1))]);

    /// <param name="share">The part of the machine's power that flows through this meter, as far as anybody knows: 1 for its only one.</param>
    public static PowerBook FromProfile(PowerModel? power, double share = 1) =>
        power is null
            ? Blank
            : new([.. States.Select(state => StateBelief.Prior(power.PowerW(state) * share, share < 1 ? 1 : power.RelativeUncertainty))]);

    public StateBelief this[RunPhase state] => _states[(int)state];

    public PowerBook With(RunPhase state, StateBelief belief)
    {
        var states = (StateBelief[])_states.Clone();
        states[(int)state] = belief;
        return new(states);
    }

    public PowerBook Learn(Spell spell) => With(spell.State, this[spell.State].Learn(spell.MeanW, spell.NoiseW2));

    /// <summary>A stretch of time in one state without a meter: its energy and range (5 to 95 %), Wh.</summary>
    public (double Wh, double LowWh, double HighWh) Expect(RunPhase state, double hours)
    {
        var belief = this[state];
        var wh = belief.MeanW * hours;
        var halfWh = Quantiles.Normal95 * Math.Sqrt(belief.NextVarianceW2) * hours;
        return (wh, Math.Max(0, wh - halfWh), wh + halfWh);
    }

    /// <summary>The books of several meters that feed one machine, as one: means and variances add.</summary>
    public static PowerBook Sum(IReadOnlyList<PowerBook> books) => books.Count == 1 ? books[0] : new([.. States.Select(state =>
    {
        var parts = books.Select(book => book[state]).ToList();
        double meanW = parts.Sum(part => part.MeanW), spreadW2 = parts.Sum(part => part.SpreadW2), meanW2 = parts.Sum(part => part.MeanVarianceW2);
        var shape = parts.Min(part => part.Shape);
        return new StateBelief(meanW, spreadW2 / meanW2, shape, (shape - 1) * spreadW2, parts.Min(part => part.Spells));
    })]);
}
