namespace Fleet.Web.Components.Views;

public sealed class NewLot
{
    public string Name { get; set; } = "";
    public string Material { get; set; } = "PLA";
    public string Colour { get; set; } = "";
    public double DensityGPerCm3 { get; set; } = 1.24;
    public double DiameterMm { get; set; } = 1.75;
    public double OpeningGrams { get; set; } = 1000;
    public string Workshop { get; set; } = Workshops.TheOne;
}
