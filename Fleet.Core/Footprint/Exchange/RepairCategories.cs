namespace Fleet.Core.Footprint.Exchange;

/// <summary>Words of the Open Repair Data Standard v0.3 (CC BY-SA 4.0): product categories by number, states and barriers of a repair.</summary>
public static class RepairCategories
{
    /// <summary>The category with the number 1 comes first.</summary>
    public static IReadOnlyList<string> Products { get; } =
    [
        "Aircon / dehumidifier", "Battery / charger / adapter", "Decorative or safety lights", "Desktop computer", "Digital compact camera", "DSLR / video camera", "Fan",
        "Flat screen", "Hair & beauty item", "Handheld entertainment device", "Headphones", "Hi-Fi integrated", "Hi-Fi separates", "Kettle", "Lamp", "Laptop",
        "Large home electrical", "Misc", "Mobile", "Musical instrument", "Paper shredder", "PC Accessory", "Portable radio", "Power tool", "Printer / scanner", "Projector",
        "Sewing machine", "Small home electrical", "Small kitchen item", "Tablet", "Toaster", "Toy", "TV and gaming-related accessories", "Vacuum", "Watch / clock",
        "Coffee Maker", "Food processor", "Games console", "Hair dryer", "Iron",
    ];

    public static IReadOnlyList<string> States { get; } = ["Unknown", "Fixed", "Repairable", "End of life"];

    /// <summary>As the table schema spells them: the text of the standard says "Item too worn out".</summary>
    public static IReadOnlyList<string> Barriers { get; } =
        ["Spare parts not available", "Spare parts too expensive", "No way to open product", "Repair information not available", "Lack of equipment", "Too worn out"];

    /// <summary>1 to 40; null for a word that is no category.</summary>
    public static int? NumberOf(string category) => Products.ToList().FindIndex(known => known.Equals(category, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place + 1 : null;
}
