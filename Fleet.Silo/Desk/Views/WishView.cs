namespace Fleet.Silo.Desk.Views;

/// <summary>What is wished of a job's copies.</summary>
/// <param name="Together"><c>free</c>, <c>machine</c> or <c>lot</c>.</param>
/// <param name="Colour">A colour, <c>same</c> or <c>any</c>.</param>
/// <param name="AssemblyId">The thing that it is a part of, or null.</param>
public sealed record WishView(string Together, string Colour, string? AssemblyId, string? Assembly);
