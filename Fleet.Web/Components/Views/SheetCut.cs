namespace Fleet.Web.Components.Views;

/// <summary>What a person writes of a cut: pieces such as <c>2*300x200 150x80</c>, mm.</summary>
public sealed class SheetCut
{
    public string Parts { get; set; } = "";
    public string Offcuts { get; set; } = "";
}
