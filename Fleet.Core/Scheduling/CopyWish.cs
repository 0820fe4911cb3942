using Fleet.Core.Jobs;

namespace Fleet.Core.Scheduling;

/// <summary>What whoever queued a job wishes of its copies, and what the first ones have decided already.</summary>
/// <param name="Colour">A colour as lots name it, <see cref="Same"/>, or null: any.</param>
/// <param name="Made">Copies that were begun and not lost, oldest first.</param>
public sealed record CopyWish(KeepTogether Together, string? Colour, IReadOnlyList<MadeCopy> Made)
{
    /// <summary>All copies in one colour, whichever it is.</summary>
    public const string Same = "same";

    public static CopyWish None { get; } = new(KeepTogether.Free, null, []);

    /// <summary>The colour that the next copy must have; null when any will do.</summary>
    public string? WantedColour => Colour == Same ? Made.LastOrDefault(copy => copy.Colour.Length > 0)?.Colour : Colour;

    /// <summary>Copies would rather be on one machine, for one of these reasons.</summary>
    public bool StaysTogether => Together != KeepTogether.Free || Colour == Same;

    /// <summary>What speaks against a machine for the next copy; empty when it is as wished.</summary>
    /// <param name="material">That the program wants; null: it does not say.</param>
    public IEnumerable<Condition> Judge(MachineOffer machine, string? material)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var last = Made.Count > 0 ? Made[^1] : null;
        if (Together == KeepTogether.Machine && last is { MachineIsAway: false } && last.MachineId != machine.MachineId)
            yield return new("together", false, $"All copies are wished from one machine, and {last.MachineName} has made the last one.", $"Wait for {last.MachineName}, or change the wish.");
        if (machine.Profile.Kind != MachineKind.Fff)
            yield break;
        if (Together == KeepTogether.Lot && last?.LotId is { } lot && machine.Loaded.All(loaded => loaded.LotId != lot))
            yield return last.LotIsEmpty
                ? new("lot", false, $"All copies are wished from one spool, and {last.LotName} is used up.", "Change the wish.")
                : new("lot", false, $"All copies are wished from the spool {last.LotName}, which is not on {machine.Name}.", $"Load {last.LotName} on {machine.Name}, or change the wish.");
        if (WantedColour is { } colour && !machine.Loaded.Any(loaded => Is(loaded.Colour, colour) && (material is not { Length: > 0 } || Is(loaded.Material, material))))
            yield return machine.Loaded.Count == 0
                ? new("colour", false, $"Nobody recorded what is loaded on {machine.Name}, and {colour} is wished.", $"Load {colour} {material} on {machine.Name}, or record what is on it.".Replace("  ", " ", StringComparison.Ordinal))
                : new("colour", false, $"{machine.Name} has {machine.Loaded[0].Colour} {machine.Loaded[0].Material} loaded, {colour} is wished.".Replace("  ", " ", StringComparison.Ordinal), $"Load {colour} {material} on {machine.Name}, or change the wish.".Replace("  ", " ", StringComparison.Ordinal));
    }

    static bool Is(string have, string want) => have.Trim().Equals(want.Trim(), StringComparison.OrdinalIgnoreCase);
}
