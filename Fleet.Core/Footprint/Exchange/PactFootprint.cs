using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// A product footprint in PACT v3 (WBCSD): cradle to gate, per piece. Decimals are strings there. Written only when every factor in it is
/// known; the share of primary data is what meters and scales counted.
/// </summary>
public static class PactFootprint
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Fossil carbon in one kg of a pure polymer, kg, from its formula: a required field that nobody may guess. Null: not known.
    /// </summary>
    public static double? FossilCarbonKgPerKg(string material) => material.Trim().ToUpperInvariant() switch
    {
        "PP" or "HDPE" or "LDPE" => 0.856,
        "PS" or "HIPS" => 0.922,
        "PET" => 0.625,
        "PVC" => 0.384,
        "ALUMINIUM" or "STEEL" or "GLASS" or "PLA" => 0,
        _ => null,
    };

    public static byte[] Write(MadeThing thing, PactFigures figures)
    {
        static string Decimal(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
        static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var document = new JsonObject
        {
            ["id"] = Uuid5.Of(figures.WorkshopId, "pact", figures.Code), ["specVersion"] = "3.0.0", ["created"] = Time(figures.Created), ["status"] = "Active", ["companyName"] = thing.Workshop,
            ["companyIds"] = new JsonArray($"urn:fleet:workshop:{figures.WorkshopId}"), ["productDescription"] = $"{thing.Title}, made of {thing.Material}", ["productIds"] = new JsonArray($"urn:fleet:part:{figures.Code}"),
            ["productNameCompany"] = thing.Title, ["comment"] = figures.Boundary,
            ["pcf"] = new JsonObject
            {
                ["declaredUnitOfMeasurement"] = "piece", ["declaredUnitAmount"] = "1", ["productMassPerDeclaredUnit"] = Decimal(figures.MassKgPerPiece),
                ["referencePeriodStart"] = Time(figures.From), ["referencePeriodEnd"] = Time(figures.To),
                ["pcfExcludingBiogenicUptake"] = Decimal(figures.KgWithoutUptake), ["pcfIncludingBiogenicUptake"] = Decimal(figures.KgWithUptake), ["fossilGhgEmissions"] = Decimal(figures.KgWithoutUptake),
                ["fossilCarbonContent"] = Decimal(figures.FossilCarbonKg), ["ipccCharacterizationFactors"] = new JsonArray("AR6"), ["crossSectoralStandards"] = new JsonArray("ISO14067"),
                ["exemptedEmissionsPercent"] = "0", ["primaryDataShare"] = Decimal(Math.Round(figures.PrimaryShare * 100, 1)),
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Json);
    }
}
