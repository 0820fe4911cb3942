using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// The workshop and its machines as Open Know-Where v1 asks. The standard types a postcode as a whole number, which breaks 01067: it is
/// written as text. What the workshop has not said is left out.
/// </summary>
public static class OpenKnowWhere
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(WorkshopCard card, IReadOnlyList<EquipmentCard> machines)
    {
        var address = Filled(("number", card.Number), ("street", card.Street), ("locality", card.Locality), ("region", card.Region), ("postcode", card.Postcode), ("country", card.Country));
        if (card is { Latitude: { } latitude, Longitude: { } longitude })
            (address["latitude"], address["longitude"]) = (latitude, longitude);
        var facility = Filled(("name", card.Name), ("description", card.Description), ("type", "Open workshop"));
        facility["address"] = address;
        facility["contact"] = Filled(("name", card.Name), ("email", card.Email), ("website", card.Website));
        facility["capacity"] = machines.Count;
        facility["capabilities"] = new JsonArray([.. machines.Select(machine => machine.Type).Distinct().Order(StringComparer.Ordinal).Select(type => (JsonNode)type)]);
        facility["manufacturingEquipment"] = new JsonArray([.. machines.Select(machine => (JsonNode)Filled(
            ("brand", machine.Brand), ("model", machine.Model), ("type", machine.Type), ("description", machine.Description)))]);
        var document = new JsonObject
        {
            ["okwVersion"] = "1.0", ["license"] = "CC-BY-SA-4.0", ["manufacturingFacility"] = facility,
            ["databaseSourceMetadata"] = new JsonObject { ["source"] = "Fleet", ["note"] = "postcode is text so that leading zeros survive" },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Json);
    }

    static JsonObject Filled(params (string Name, string Value)[] fields)
    {
        var filled = new JsonObject();
        foreach (var (name, value) in fields.Where(field => field.Value.Length > 0))
            filled[name] = value;
        return filled;
    }
}
