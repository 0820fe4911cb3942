using CsvHelper;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// An inventory in the layout that Brightway's Excel and CSV importers read. Log-normal: loc is ln of the median, scale is σ. Waste is
/// left out there, because the importers turn its sign or refuse it; the notes of each activity name it.
/// </summary>
public static class BrightwayCsv
{
    public static byte[] Write(Inventory inventory)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, leaveOpen: true))
        {
            var database = $"fleet {inventory.Workshop} {inventory.From:yyyy-MM-dd}";
            Row(csv, "Database", database);
            Row(csv, "format", "Fleet");
            Row(csv);
            foreach (var process in inventory.Processes)
                Activity(csv, inventory, database, process);
        }
        return stream.ToArray();
    }

    static void Activity(CsvWriter csv, Inventory inventory, string database, InventoryProcess process)
    {
        var code = Uuid5.Of(inventory.WorkshopId, "process", $"{process.Key}/{inventory.From:yyyy-MM-dd}/{inventory.To:yyyy-MM-dd}");
        var parts = process.GoodParts > 0;
        var product = parts ? $"part, made on {process.Name}" : $"readiness of {process.Name}";
        var waste = string.Join(", ", process.Inputs.Where(flow => flow.Kind == FlowKind.Waste && flow.Amount > 0).Select(flow => $"{flow.Name} {Number(flow.Amount)} kg"));
        Row(csv, "Activity", process.Name);
        Row(csv, "code", code);
        Row(csv, "location", inventory.Country.Length > 0 ? inventory.Country : "GLO");
        Row(csv, "unit", "unit");
        Row(csv, "reference product", product);
        Row(csv, "production amount", Number(parts ? process.GoodParts : 1));
        Row(csv, "comment", $"{process.Description} {inventory.Boundary} Not included: {inventory.NotIncluded}. {inventory.Coverage}{(waste.Length > 0 ? $" Waste, not linked: {waste}." : "")}");
        Row(csv, "Exchanges");
        Row(csv, "name", "amount", "unit", "location", "database", "type", "uncertainty type", "loc", "scale", "comment");
        Row(csv, process.Name, Number(parts ? process.GoodParts : 1), "unit", inventory.Country.Length > 0 ? inventory.Country : "GLO", database, "production", "undefined", "", "", "");
        foreach (var flow in process.Inputs.Where(flow => flow.Amount > 0 && flow.Kind != FlowKind.Waste))
        {
            var energy = flow.Kind is FlowKind.Electricity or FlowKind.RoofElectricity;
            var uncertain = flow.GeomSd > 1;
            // The background database is the analyst's choice; until it is linked the exchange names none of ours.
            Row(csv, flow.Name, Number(flow.Amount), energy ? "kilowatt hour" : "kilogram", inventory.Country.Length > 0 ? inventory.Country : "GLO", "(Unknown)", "technosphere",
                uncertain ? "lognormal" : "undefined", uncertain ? Number(Math.Log(flow.Amount)) : "", uncertain ? Number(Math.Log(flow.GeomSd)) : "", flow.Comment);
        }
        Row(csv);
    }

    static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    static void Row(CsvWriter csv, params string[] cells) => csv.WriteRecord(cells.Length == 0 ? [""] : cells);
}
