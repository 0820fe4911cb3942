namespace Fleet.Web.Components.Views;

/// <param name="Month"><c>2026-11</c>, in the workshop's zone.</param>
/// <param name="By"><c>machine</c>, <c>purpose</c> or <c>material</c>.</param>
public sealed record ReportChoice(string Month, string By)
{
    public static IReadOnlyList<string> Groupings { get; } = ["machine", "purpose", "material"];
}
