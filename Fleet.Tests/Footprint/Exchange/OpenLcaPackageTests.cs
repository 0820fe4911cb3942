using System.Text;
using System.Text.Json;
using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Factors;
using Fleet.Tests.Story;
using NJsonSchema;

namespace Fleet.Tests.Footprint.Exchange;

public sealed class OpenLcaPackageTests
{
    static readonly Dictionary<string, string> Files = OpenLcaPackage.Files(Sample()).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content));

    public static Inventory Sample(long good = 12) => new("workshop", "Hobelwerk", "DE", new(2026, 10, 1), new(2026, 11, 1), "Europe/Berlin", "Electricity at the plugs.", "100 % metered.", "rooms", "fleet-report 1",
    [
        new("m1", "Ender 3", "Runs on one printer.", good, 40, 0.021,
        [
            new(FlowKind.Electricity, "electricity, low voltage, DE", 0.9, 1.05, new(1, 1, 1, 1, 1)), new(FlowKind.Material, "PETG, filament", 0.12, 1.03, new(1, 2, 1, 2, 1)),
            new(FlowKind.Waste, "waste of PETG", 0.02, 1.03, new(1, 2, 1, 2, 1)), new(FlowKind.RoofElectricity, "electricity, own photovoltaic", 0, 1, new(1, 1, 1, 1, 1)),
        ], "Fused filament"),
        new("laser", "Laser", "", 0, 0, null, [new(FlowKind.Electricity, "electricity, low voltage, DE", 2, 1, new(3, 4, 1, 1, 3))], "Laser"),
    ],
    [new("commonGood", "E3", "5.1", 2, "entries", "Two entries"), new("teaching", "", "", 12.5, "h", "Courses")]);

    static JsonElement Json(string path) => JsonDocument.Parse(Files[path]).RootElement;

    static IEnumerable<JsonElement> All(string folder) => Files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(Json);

    [Fact]
    public void Both_package_files_are_there()
    {
        Assert.Equal(2, Json("olca-schema.json").GetProperty("version").GetInt32());
        Assert.Equal(2, Json("openlca.json").GetProperty("schemaVersion").GetInt32());
    }

    [Fact]
    public async Task Every_file_is_valid_and_lies_under_its_id()
    {
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Repository.Sample("openlca.schema.json"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        foreach (var (path, json) in Files.Where(file => file.Key.Contains('/', StringComparison.Ordinal)))
        {
            Assert.Empty(schema.Validate(json).Select(fault => $"{path}: {fault}"));
            Assert.EndsWith($"/{Json(path).GetProperty("@id").GetString()}.json", path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_schema_refuses_what_openLCA_would_misread()
    {
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Repository.Sample("openlca.schema.json"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var process = Files.First(file => file.Key.StartsWith("processes/", StringComparison.Ordinal)).Value;
        Assert.NotEmpty(schema.Validate(process.Replace("\"isAvoidedProduct\":false", "\"isAvoidedProduct\":true", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(process.Replace("(1;1;1;1;1)", "(1;1;1;1)", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(process.Replace("LOG_NORMAL_DISTRIBUTION", "LOGNORMAL", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var known = Files.Keys.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet();
        foreach (var group in All("unit_groups"))
            known.UnionWith(group.GetProperty("units").EnumerateArray().Select(unit => unit.GetProperty("@id").GetString()!));
        Assert.All(Files.Where(file => file.Key.Contains('/', StringComparison.Ordinal)).SelectMany(file => References(Json(file.Key))), id => Assert.Contains(id, known));
    }

    [Fact]
    public void A_process_has_one_reference_and_units_that_belong_to_their_flow()
    {
        var units = All("unit_groups").SelectMany(group => group.GetProperty("units").EnumerateArray().Select(unit => (Unit: Id(unit), Group: Id(group)))).ToDictionary(pair => pair.Unit, pair => pair.Group);
        var groups = All("flow_properties").ToDictionary(Id, property => Id(property.GetProperty("unitGroup")));
        Assert.Equal(2, All("processes").Count());
        foreach (var process in All("processes"))
        {
            var exchanges = process.GetProperty("exchanges").EnumerateArray().ToList();
            Assert.Single(exchanges, exchange => exchange.GetProperty("isQuantitativeReference").GetBoolean());
            Assert.Equal(Enumerable.Range(1, exchanges.Count), exchanges.Select(exchange => exchange.GetProperty("internalId").GetInt32()));
            foreach (var exchange in exchanges)
                Assert.Equal(groups[Id(exchange.GetProperty("flowProperty"))], units[Id(exchange.GetProperty("unit"))]);
        }
        Assert.All(All("flows"), flow => Assert.Single(flow.GetProperty("flowProperties").EnumerateArray(), factor => factor.GetProperty("isRefFlowProperty").GetBoolean()));
        Assert.All(All("unit_groups"), group => Assert.Single(group.GetProperty("units").EnumerateArray(), unit => unit.GetProperty("isRefUnit").GetBoolean()));
    }

    [Fact]
    public void Energy_goes_out_in_megajoules_with_the_root_of_the_squared_deviation()
    {
        var exchange = All("processes").SelectMany(process => process.GetProperty("exchanges").EnumerateArray()).First(exchange => exchange.GetProperty("flow").GetProperty("name").GetString() == "electricity, low voltage, DE");
        Assert.Equal(3.24, exchange.GetProperty("amount").GetDouble(), 12);
        Assert.Equal((3.24, 1.05), (Math.Round(exchange.GetProperty("uncertainty").GetProperty("geomMean").GetDouble(), 9), exchange.GetProperty("uncertainty").GetProperty("geomSd").GetDouble()));
        Assert.Equal(0.9, exchange.GetProperty("amount").GetDouble() / 3.6, 12);
    }

    [Fact]
    public void Brightway_finds_what_it_looks_for_in_every_process_also_where_the_country_is_unknown()
    {
        var files = OpenLcaPackage.Files(Sample() with { Country = "" }).ToDictionary(file => file.Path, file => JsonDocument.Parse(file.Content).RootElement);
        var referenceUnits = files.Where(file => file.Key.StartsWith("unit_groups/", StringComparison.Ordinal)).SelectMany(file => file.Value.GetProperty("units").EnumerateArray())
            .Where(unit => unit.GetProperty("isRefUnit").GetBoolean()).ToDictionary(Id, unit => unit.GetProperty("name").GetString());
        Assert.Contains(files.Keys, path => path.StartsWith("locations/", StringComparison.Ordinal));
        foreach (var process in files.Where(file => file.Key.StartsWith("processes/", StringComparison.Ordinal)).Select(file => file.Value))
        {
            Assert.Equal("GLO", process.GetProperty("location").GetProperty("name").GetString());
            Assert.Single(process.GetProperty("exchanges").EnumerateArray(), exchange => !exchange.GetProperty("isInput").GetBoolean() && exchange.GetProperty("flow").GetProperty("flowType").GetString() == "PRODUCT_FLOW");
            // It turns amounts of other units into the reference unit and leaves their uncertainty behind.
            foreach (var exchange in process.GetProperty("exchanges").EnumerateArray())
                Assert.Equal(referenceUnits[Id(exchange.GetProperty("unit"))], exchange.GetProperty("flow").GetProperty("refUnit").GetString());
        }
    }

    [Fact]
    public void Waste_is_an_output_and_what_is_zero_is_not_written()
    {
        var flows = All("processes").SelectMany(process => process.GetProperty("exchanges").EnumerateArray()).ToList();
        Assert.False(flows.Single(exchange => exchange.GetProperty("flow").GetProperty("name").GetString() == "waste of PETG").GetProperty("isInput").GetBoolean());
        Assert.DoesNotContain(flows, exchange => exchange.GetProperty("flow").GetProperty("name").GetString() == "electricity, own photovoltaic");
    }

    [Fact]
    public void Exporting_again_gives_the_same_ids_so_that_openLCA_updates()
    {
        Assert.Equal(Files.Keys.Order(), OpenLcaPackage.Files(Sample(good: 13)).Select(file => file.Path).Order());
        Assert.Equal("886313e1-3b8a-5372-9b90-0c9aee199e5d", Uuid5.Of(new("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "python.org").ToString()); // RFC 9562's name space for DNS
    }

    [Fact]
    public void Units_have_the_ids_that_every_openLCA_knows()
    {
        Assert.Equal(["20aadc24-a391-41cf-b340-3e4529f44bde"], UnitsOf("93a60a57-a4c8-11da-a746-0800200c9a66"));
        Assert.Equal(["52765a6c-3896-43c2-b2f4-c679acf13efe", "86ad2244-1f0e-4912-af53-7865283103e4"], UnitsOf("93a60a57-a3c8-11da-a746-0800200c9a66"));
        var table = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "factors", "energy-conversion.csv"));
        Assert.SkipUnless(File.Exists(table), "../shared/data/factors is absent.");
        var known = Table.Read(File.ReadAllText(table), out _)!.Rows.Where(row => row.Text("kind").StartsWith("openLCA", StringComparison.Ordinal)).Select(row => row.Text("value")).ToHashSet();
        Assert.All(All("unit_groups").Select(Id).Concat(All("flow_properties").Select(Id)).Concat(All("unit_groups").SelectMany(group => group.GetProperty("units").EnumerateArray().Select(Id))), id => Assert.Contains(id, known));

        static IEnumerable<string> UnitsOf(string group) => Json($"unit_groups/{group}.json").GetProperty("units").EnumerateArray().Select(Id);
    }

    [Fact]
    public void Evidence_travels_with_the_flows_and_is_no_score()
    {
        var aspects = All("processes").First().GetProperty("socialAspects").EnumerateArray().ToList();
        Assert.Equal(["NO_DATA", "NO_DATA"], aspects.Select(aspect => aspect.GetProperty("riskLevel").GetString()));
        Assert.Contains(All("social_indicators"), indicator => indicator.GetProperty("name").GetString() == "commonGood E3 5.1");
    }

    static string Id(JsonElement element) => element.GetProperty("@id").GetString()!;

    static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Name == "@id" ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
