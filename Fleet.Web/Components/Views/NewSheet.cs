namespace Fleet.Web.Components.Views;

public sealed class NewSheet
{
    public string Material { get; set; } = "Plywood";
    public string Name { get; set; } = "";

    /// <summary>Length, width and thickness in mm, with an x between.</summary>
    public string Size { get; set; } = "";

    /// <summary>Empty: by density.</summary>
    public string Grams { get; set; } = "";
}
