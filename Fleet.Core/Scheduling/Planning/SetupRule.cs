namespace Fleet.Core.Scheduling.Planning;

/// <summary>What changing one kind of attribute takes on a machine.</summary>
/// <param name="Kind">The attribute: <c>material</c>, <c>colour</c>, <c>nozzle</c>, <c>plate</c>, <c>tool</c>, <c>fixture</c>.</param>
/// <param name="Slots">Slots of a person's work before the start. Several kinds add up.</param>
/// <param name="Cost">Price in the objective's unit.</param>
/// <param name="Possible">False: this machine cannot change it; runs with another value do not fit.</param>
/// <param name="Minutes">The work itself, min, for sentences; null: the length of the slots.</param>
public sealed record SetupRule(string Kind, int Slots, int Cost, bool Possible = true, int? Minutes = null);
