using Fleet.Core.Scheduling;

namespace Fleet.Silo.Desk;

/// <summary>Reads wishes as people write them.</summary>
static class Wishes
{
    public const string AnyColour = "any";
    const int LongestColour = 40;

    public static Refusal? Fault(string? together, string? colour) =>
        together is not null && Word.Read<KeepTogether>(together) is null
            ? Refusal.Invalid("together", $"'{together}' is no such wish. Known are {string.Join(", ", Word.All<KeepTogether>())}.")
        : colour is { Length: > LongestColour } || colour?.Any(char.IsControl) == true
            ? Refusal.Invalid("colour", $"A colour has at most {LongestColour} characters. Name it as the spools do, or say same or any.")
        : null;

    public static string Together(string? said) => Word.Of(Word.Read<KeepTogether>(said) ?? KeepTogether.Free);

    /// <summary>Null: any.</summary>
    public static string? Colour(string? said) => said?.Trim() is not { Length: > 0 } colour || colour.Equals(AnyColour, StringComparison.OrdinalIgnoreCase) ? null
        : colour.Equals(CopyWish.Same, StringComparison.OrdinalIgnoreCase) ? CopyWish.Same : colour;
}
