using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Factors;
using NJsonSchema;
using YamlDotNet.Serialization;

namespace Fleet.Tests.Footprint.Exchange;

/// <summary>The open formats, each held to the rules of its own standard.</summary>
public sealed class OpenFormatsTests
{
    static readonly MadeThing Knob = new("Knob: for a \"Kettle\"", "Hobelwerk", "fff", "PP", 21.5, 180.25, 2, "repair", new(2026, 10, 5), "CC-BY-4.0", "https://example.org/knob", "", ["knob", "kettle"]);

    [Fact]
    public void A_repair_passes_the_table_schema_of_the_standard()
    {
        var csv = Table.Read(Encoding.UTF8.GetString(OpenRepairCsv.Write("Hobelwerk Köln", "DEU",
        [
            new(1, "Kettle", "", "", 2011, "Fixed", "", "Knob broken, call 0221 123456789 or anna@example.org\nthen printed", new(2026, 10, 5), "https://example.org/p/abc"),
            new(2, "Toaster", "Sandwich toaster", "Mora", null, "End of life", "Too worn out", "", new(2026, 10, 6), ""),
        ])), out _)!;
        Assert.Equal(OpenRepairCsv.Fields, csv.Headers);
        foreach (var row in csv.Rows)
        {
            Assert.Matches("^[a-z]+-[0-9]+$", row.Text("id"));
            Assert.Matches("^[A-Z]{3}$", row.Text("country"));
            Assert.Contains(row.Text("product_category"), RepairCategories.Products);
            Assert.InRange(int.Parse(row.Text("product_category_id"), CultureInfo.InvariantCulture), 1, 40);
            Assert.Matches("^([0-9]{4})?$", row.Text("year_of_manufacture"));
            Assert.Contains(row.Text("repair_status"), RepairCategories.States);
            Assert.True(row.Text("repair_barrier_if_end_of_life").Length == 0 || RepairCategories.Barriers.Contains(row.Text("repair_barrier_if_end_of_life")));
            Assert.True(DateOnly.TryParseExact(row.Text("event_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        }
        Assert.Equal(("14", "15", "hobelwerkkln-1"), (csv.Rows[0].Text("product_category_id"), csv.Rows[0].Text("product_age"), csv.Rows[0].Text("id")));
        Assert.Contains("https://example.org/p/abc", csv.Rows[0].Text("problem"), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", csv.Rows[0].Text("problem"), StringComparison.Ordinal);
        Assert.DoesNotContain("123456789", csv.Rows[0].Text("problem"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_categories_have_the_numbers_of_the_standard() =>
        Assert.Equal((1, 14, 18, 40, null), (RepairCategories.NumberOf("Aircon / dehumidifier"), RepairCategories.NumberOf("kettle"), RepairCategories.NumberOf("Misc"), RepairCategories.NumberOf("Iron"), RepairCategories.NumberOf("Spaceship")));

    [Fact]
    public async Task A_know_how_manifest_has_what_version_1_requires()
    {
        var yaml = OpenKnowHow.Write(Knob, out _)!;
        var json = JsonSerializer.Serialize(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<string, object>>(Encoding.UTF8.GetString(yaml)));
        var schema = await JsonSchema.FromJsonAsync(
            """
            { "type": "object", "required": ["title", "description", "license"], "anyOf": [{ "required": ["project-link"] }, { "required": ["documentation-home"] }],
              "properties": { "title": { "type": "string" }, "description": { "type": "string" }, "intended-use": { "type": "string" }, "made": { "type": "boolean" }, "made-independently": { "type": "boolean" },
                "license": { "type": "object", "minProperties": 1, "properties": { "hardware": { "type": "string" }, "documentation": { "type": "string" }, "software": { "type": "string" } }, "additionalProperties": false },
                "keywords": { "type": "array", "items": { "type": "string" } }, "project-link": { "type": "string", "format": "uri" }, "documentation-home": { "type": "string", "format": "uri" },
                "okh-manifest-version": { "enum": ["1.0.0"] }, "date-updated": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }, "manifest-language": { "type": "string" },
                "contributors": { "type": "array", "items": { "type": "object", "required": ["name"] } } }, "additionalProperties": false }
            """, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(json).Select(fault => fault.ToString()));
        Assert.Contains("21.5 g", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_without_licence_or_address_is_withheld_with_its_reason()
    {
        Assert.Null(OpenKnowHow.Write(Knob with { Licence = "" }, out var why));
        Assert.Contains("licence", why, StringComparison.Ordinal);
        Assert.Null(OpenKnowHow.Write(Knob with { DesignUrl = "" }, out why));
        Assert.Contains("address", why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_workshops_postcode_keeps_its_zero_and_what_was_not_said_is_not_there()
    {
        var json = JsonDocument.Parse(OpenKnowWhere.Write(new() { Name = "Hobelwerk", Postcode = "01067", Country = "DE" }, [new("Creality", "Ender 3", "3D printer", ""), new("Prusa", "MK4", "3D printer", "")])).RootElement.GetProperty("manufacturingFacility");
        Assert.Equal("01067", json.GetProperty("address").GetProperty("postcode").GetString());
        Assert.False(json.GetProperty("address").TryGetProperty("street", out _));
        Assert.Equal(2, json.GetProperty("manufacturingEquipment").GetArrayLength());
    }

    [Fact]
    public void A_product_footprint_has_every_required_field_and_decimals_as_text()
    {
        var json = JsonDocument.Parse(PactFootprint.Write(Knob, new("workshop", "abc", 0.12, 0.12, 0.018, 0.0215, 0.97, new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), "boundary"))).RootElement;
        foreach (var field in new[] { "id", "specVersion", "created", "status", "companyName", "companyIds", "productDescription", "productIds", "productNameCompany", "pcf" })
            Assert.True(json.TryGetProperty(field, out _), field);
        var pcf = json.GetProperty("pcf");
        foreach (var field in new[] { "declaredUnitAmount", "productMassPerDeclaredUnit", "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake", "fossilGhgEmissions", "fossilCarbonContent", "exemptedEmissionsPercent", "primaryDataShare" })
            Assert.Matches(new Regex(@"^-?\d+(\.\d+)?$"), pcf.GetProperty(field).GetString()!);
        Assert.True(Guid.TryParse(json.GetProperty("id").GetString(), out _));
        Assert.Null(PactFootprint.FossilCarbonKgPerKg("mystery"));
    }

    [Fact]
    public void Brightway_finds_blocks_types_and_logarithms()
    {
        var lines = Encoding.UTF8.GetString(BrightwayCsv.Write(OpenLcaPackageTests.Sample())).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.StartsWith("Database,", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(line => line.StartsWith("Activity,", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line == "Exchanges"));
        var electricity = lines.First(line => line.StartsWith("\"electricity, low voltage, DE\"", StringComparison.Ordinal));
        Assert.Contains("0.9,kilowatt hour,DE,(Unknown),technosphere,lognormal", electricity, StringComparison.Ordinal);
        Assert.Contains(Math.Log(0.9).ToString("R", CultureInfo.InvariantCulture), electricity, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains(",substitution,", StringComparison.Ordinal) || line.StartsWith("waste", StringComparison.Ordinal));
    }
}
