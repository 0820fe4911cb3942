namespace Fleet.Silo.Desk;

/// <summary>What is wished of a job's copies from now on.</summary>
/// <param name="Together"><c>free</c>, <c>machine</c> or <c>lot</c>; null: free.</param>
/// <param name="Colour">A colour as the lots name it, <c>same</c> for one colour whichever it is, or <c>any</c>; null: any.</param>
/// <param name="Assembly">Id or name of the thing that it is a part of; null: of none.</param>
public sealed record WishRequest(string? Together = null, string? Colour = null, string? Assembly = null);
