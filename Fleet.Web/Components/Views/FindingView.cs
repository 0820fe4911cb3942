namespace Fleet.Web.Components.Views;

/// <param name="Severity"><c>info</c>, <c>warning</c> or <c>block</c>.</param>
/// <param name="Line">1-based, or null when the whole program is meant.</param>
public sealed record FindingView(string Severity, long? Line, string Sentence);
