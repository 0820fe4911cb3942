using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Core.Footprint.Factors;
using static Fleet.Core.Footprint.Exchange.OpenLcaIds;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// An inventory as the files of an openLCA package (olca-schema, JSON-LD), one at a time, to be zipped.
/// <code>
///   olca-schema.json   openlca.json     two readers, two package files: both are written
///   unit_groups/ flow_properties/ locations/ actors/ sources/ dq_systems/ social_indicators/ flows/ processes/
/// </code>
/// Energy is in MJ, the reference unit: Brightway converts amounts of other units and forgets their uncertainty. Ids follow from names.
/// Electricity stays unlinked under a clear name; the analyst links it to a background of their choice.
/// </summary>
public sealed class OpenLcaPackage
{
    const double MjPerKwh = 3.6;

    /// <summary>Fields of olca-schema 2.0; the program's own counter for them is 2 as well.</summary>
    const int SchemaVersion = 2;

    static readonly JsonSerializerOptions Json = new() { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Inventory _inventory;
    readonly Dictionary<string, JsonObject> _flows = [];

    OpenLcaPackage(Inventory inventory) => _inventory = inventory;

    /// <summary>Path inside the package and content. Processes come as they are made, so that a year of them never stands in memory at once.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Files(Inventory inventory) => new OpenLcaPackage(inventory).All();

    IEnumerable<(string Path, byte[] Content)> All()
    {
        yield return ("olca-schema.json", Bytes(new JsonObject { ["version"] = SchemaVersion }));
        yield return ("openlca.json", Bytes(new JsonObject { ["schemaVersion"] = SchemaVersion }));
        foreach (var entity in Fixed().Concat(Social()))
            yield return File(entity);
        foreach (var process in _inventory.Processes)
            yield return File(Process(process));
        foreach (var flow in _flows.Values)
            yield return File(flow);
    }

    IEnumerable<JsonObject> Fixed()
    {
        yield return UnitGroup(UnitsOfMass, "Units of mass", (Mass, "Mass"), (Kg, "kg", 1));
        yield return UnitGroup(UnitsOfEnergy, "Units of energy", (EnergyProperty, "Energy"), (Mj, "MJ", 1), (Kwh, "kWh", MjPerKwh));
        yield return UnitGroup(UnitsOfItems, "Units of items", (NumberOfItems, "Number of items"), (Items, "Item(s)", 1));
        yield return FlowProperty(Mass, "Mass", UnitsOfMass, "Units of mass");
        yield return FlowProperty(EnergyProperty, "Energy", UnitsOfEnergy, "Units of energy");
        yield return FlowProperty(NumberOfItems, "Number of items", UnitsOfItems, "Units of items");
        yield return PedigreeEntity();
        yield return new JsonObject { ["@type"] = "Location", ["@id"] = LocationId, ["name"] = Place, ["code"] = Place };
        yield return new JsonObject { ["@type"] = "Actor", ["@id"] = ActorId, ["name"] = _inventory.Workshop, ["country"] = _inventory.Country, ["description"] = "Open workshop. Members are not named." };
        yield return new JsonObject
        {
            ["@type"] = "Source", ["@id"] = SourceId, ["name"] = $"Ledger of {_inventory.Workshop}, {Day(_inventory.From)} to {Day(_inventory.To.AddDays(-1))}",
            ["textReference"] = $"Meter counters and material bookings recorded by Fleet; {_inventory.Method}", ["year"] = _inventory.From.Year,
        };
    }

    IEnumerable<JsonObject> Social() => _inventory.Evidence.DistinctBy(IndicatorId).Select(evidence => new JsonObject
    {
        ["@type"] = "SocialIndicator", ["@id"] = IndicatorId(evidence), ["name"] = Title(evidence), ["unitOfMeasurement"] = evidence.Unit,
        ["evaluationScheme"] = "Evidence only; no score is given.",
    });

    JsonObject Process(InventoryProcess process)
    {
        var exchanges = new JsonArray();
        var number = 0;
        Add(Reference(process), ++number);
        foreach (var flow in process.Inputs.Where(flow => flow.Amount > 0))
            Add(Exchange(flow), ++number);
        var entity = new JsonObject
        {
            ["@type"] = "Process", ["@id"] = Id("process", $"{process.Key}/{Day(_inventory.From)}/{Day(_inventory.To)}"), ["name"] = $"{process.Name}, {Day(_inventory.From)} to {Day(_inventory.To.AddDays(-1))}",
            ["category"] = $"Fleet/{_inventory.Workshop}", ["version"] = "01.00.000", ["description"] = process.Description, ["processType"] = "UNIT_PROCESS",
            ["defaultAllocationMethod"] = "PHYSICAL_ALLOCATION", ["isInfrastructureProcess"] = false, ["dqEntry"] = new Pedigree(1, 2, 1, 1, 1).ToString(),
            ["dqSystem"] = Ref("DQSystem", PedigreeSystem, "ecoinvent data quality system"), ["exchangeDqSystem"] = Ref("DQSystem", PedigreeSystem, "ecoinvent data quality system"),
            ["lastInternalId"] = number, ["processDocumentation"] = Documentation(process), ["exchanges"] = exchanges, ["tags"] = new JsonArray("fleet", "primary data"),
            ["otherProperties"] = new JsonObject { ["fleetKey"] = process.Key, ["fleetMethod"] = _inventory.Method },
        };
        entity["location"] = Ref("Location", LocationId, Place);
        if (_inventory.Evidence.Count > 0)
            entity["socialAspects"] = new JsonArray([.. _inventory.Evidence.Select(Aspect)]);
        return entity;

        void Add(JsonObject exchange, int id)
        {
            exchange["internalId"] = id;
            exchanges.Add(exchange);
        }
    }

    JsonObject Reference(InventoryProcess process)
    {
        var parts = process.GoodParts > 0;
        var name = parts ? $"part, made on {process.Name}" : $"readiness of {process.Name}";
        var flow = Flow($"product/{process.Key}/{(parts ? "parts" : "readiness")}", name, "PRODUCT_FLOW", NumberOfItems, "Number of items");
        if (parts && process.MassKgPerPart is > 0 and var mass && flow["flowProperties"] is JsonArray { Count: 1 } factors)
            // One item is this many kg.
            factors.Add(new JsonObject { ["@type"] = "FlowPropertyFactor", ["isRefFlowProperty"] = false, ["conversionFactor"] = mass, ["flowProperty"] = Ref("FlowProperty", Mass, "Mass") });
        return new JsonObject
        {
            ["@type"] = "Exchange", ["isInput"] = false, ["isQuantitativeReference"] = true, ["isAvoidedProduct"] = false, ["amount"] = parts ? process.GoodParts : 1,
            ["flow"] = FlowRef(flow, "Item(s)"), ["flowProperty"] = Ref("FlowProperty", NumberOfItems, "Number of items"), ["unit"] = Ref("Unit", Items, "Item(s)"),
            ["description"] = parts ? "Parts that a person called good; all attempts that led to them are inside." : "No good part came out in the period; the flows are those of the machine being there.",
        };
    }

    JsonObject Exchange(InventoryFlow flow)
    {
        var energy = flow.Kind is FlowKind.Electricity or FlowKind.RoofElectricity;
        var amount = energy ? flow.Amount * MjPerKwh : flow.Amount;
        var (property, propertyName, unit, unitName) = energy ? (EnergyProperty, "Energy", Mj, "MJ") : (Mass, "Mass", Kg, "kg");
        var entity = Flow($"{flow.Kind}/{flow.Name}", flow.Name, flow.Kind == FlowKind.Waste ? "WASTE_FLOW" : "PRODUCT_FLOW", property, propertyName);
        return new JsonObject
        {
            ["@type"] = "Exchange", ["isInput"] = flow.Kind != FlowKind.Waste, ["isQuantitativeReference"] = false, ["isAvoidedProduct"] = false, ["amount"] = amount,
            ["flow"] = FlowRef(entity, unitName), ["flowProperty"] = Ref("FlowProperty", property, propertyName), ["unit"] = Ref("Unit", unit, unitName),
            ["dqEntry"] = flow.Quality.ToString(), ["description"] = energy ? $"{flow.Amount.ToString("0.###", CultureInfo.InvariantCulture)} kWh. {flow.Comment}".Trim() : flow.Comment,
            ["uncertainty"] = flow.GeomSd > 1
                ? new JsonObject { ["@type"] = "Uncertainty", ["distributionType"] = "LOG_NORMAL_DISTRIBUTION", ["geomMean"] = amount, ["geomSd"] = flow.GeomSd } : null,
        };
    }

    JsonObject Flow(string key, string name, string type, string property, string propertyName)
    {
        var id = Id("flow", key);
        return _flows.TryGetValue(id, out var known) ? known : _flows[id] = new JsonObject
        {
            ["@type"] = "Flow", ["@id"] = id, ["name"] = name, ["category"] = $"Fleet/{_inventory.Workshop}", ["flowType"] = type,
            ["flowProperties"] = new JsonArray(new JsonObject
            {
                ["@type"] = "FlowPropertyFactor", ["isRefFlowProperty"] = true, ["conversionFactor"] = 1, ["flowProperty"] = Ref("FlowProperty", property, propertyName),
            }),
        };
    }

    JsonObject Documentation(InventoryProcess process) => new()
    {
        ["@type"] = "ProcessDocumentation", ["validFrom"] = Day(_inventory.From), ["validUntil"] = Day(_inventory.To.AddDays(-1)),
        ["timeDescription"] = $"Whole days in {_inventory.TimeZone}.", ["geographyDescription"] = _inventory.Country, ["technologyDescription"] = process.Technology,
        ["dataCollectionDescription"] = _inventory.Coverage, ["dataTreatmentDescription"] = "Counters divided among runs by phase; unfinished and failed attempts are inside the parts they led to. Nothing missing is counted as zero.",
        ["completenessDescription"] = $"{_inventory.Boundary} Not included: {_inventory.NotIncluded}.", ["inventoryMethodDescription"] = "Attributional, gate to gate, subdivision by metering before any allocation.",
        ["intendedApplication"] = "Primary data for an assessment of the workshop and its parts.", ["restrictionsDescription"] = "Not for comparisons with bought products in public without a critical review (ISO 14044).",
        ["dataGenerator"] = Ref("Actor", ActorId, _inventory.Workshop), ["dataSetOwner"] = Ref("Actor", ActorId, _inventory.Workshop),
        ["sources"] = new JsonArray(Ref("Source", SourceId, "Ledger")), ["isCopyrightProtected"] = false,
    };

    JsonObject Aspect(SocialEvidence evidence) => new()
    {
        ["@type"] = "SocialAspect", ["socialIndicator"] = Ref("SocialIndicator", IndicatorId(evidence), Title(evidence)), ["activityValue"] = evidence.Amount,
        ["rawAmount"] = $"{evidence.Amount.ToString("0.##", CultureInfo.InvariantCulture)} {evidence.Unit}", ["riskLevel"] = "NO_DATA", ["comment"] = evidence.Comment,
    };

    static JsonObject PedigreeEntity()
    {
        string[] names = ["Reliability", "Completeness", "Temporal correlation", "Geographical correlation", "Further technological correlation"];
        return new JsonObject
        {
            ["@type"] = "DQSystem", ["@id"] = PedigreeSystem, ["name"] = "ecoinvent data quality system", ["hasUncertainties"] = true,
            ["indicators"] = new JsonArray([.. names.Select((name, i) => (JsonNode)new JsonObject
            {
                ["@type"] = "DQIndicator", ["name"] = name, ["position"] = i + 1,
                ["scores"] = new JsonArray([.. Enumerable.Range(1, 5).Select(score => (JsonNode)new JsonObject
                {
                    ["@type"] = "DQScore", ["position"] = score, ["label"] = $"{score}", ["uncertainty"] = Pedigree.Factor(i, score),
                })]),
            })]),
        };
    }

    static JsonObject UnitGroup(string id, string name, (string Id, string Name) property, params (string Id, string Name, double Factor)[] units) => new()
    {
        ["@type"] = "UnitGroup", ["@id"] = id, ["name"] = name, ["defaultFlowProperty"] = Ref("FlowProperty", property.Id, property.Name),
        ["units"] = new JsonArray([.. units.Select((unit, i) => (JsonNode)new JsonObject
        {
            ["@type"] = "Unit", ["@id"] = unit.Id, ["name"] = unit.Name, ["conversionFactor"] = unit.Factor, ["isRefUnit"] = i == 0,
        })]),
    };

    static JsonObject FlowProperty(string id, string name, string group, string groupName) => new()
    {
        ["@type"] = "FlowProperty", ["@id"] = id, ["name"] = name, ["flowPropertyType"] = "PHYSICAL_QUANTITY", ["unitGroup"] = Ref("UnitGroup", group, groupName),
    };

    /// <summary>Brightway reads the flow's type and unit from the reference.</summary>
    static JsonObject FlowRef(JsonObject flow, string unit)
    {
        var reference = Ref("Flow", (string)flow["@id"]!, (string)flow["name"]!);
        reference["flowType"] = (string)flow["flowType"]!;
        reference["refUnit"] = unit;
        return reference;
    }

    static JsonObject Ref(string type, string id, string name) => new() { ["@type"] = type, ["@id"] = id, ["name"] = name };

    static (string, byte[]) File(JsonObject entity) => ($"{Folder((string)entity["@type"]!)}/{(string)entity["@id"]!}.json", Bytes(entity));

    static string Folder(string type) => type switch
    {
        "UnitGroup" => "unit_groups", "FlowProperty" => "flow_properties", "Location" => "locations", "Actor" => "actors", "Source" => "sources", "DQSystem" => "dq_systems",
        "SocialIndicator" => "social_indicators", "Flow" => "flows", _ => "processes",
    };

    static byte[] Bytes(JsonObject entity) => JsonSerializer.SerializeToUtf8Bytes(entity, Json);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Title(SocialEvidence evidence) => $"{evidence.Kind} {evidence.Code} {evidence.Version}".Trim();

    string Id(string kind, string key) => Uuid5.Of(_inventory.WorkshopId, kind, key);

    string IndicatorId(SocialEvidence evidence) => Id("social", Title(evidence));

    /// <summary>Brightway reads no process without a place; where the country is not known, it is the world.</summary>
    string Place => _inventory.Country.Length > 0 ? _inventory.Country : "GLO";

    string LocationId => Uuid5.Of("", "location", Place);

    string ActorId => Id("actor", "");

    string SourceId => Id("source", $"{Day(_inventory.From)}/{Day(_inventory.To)}");
}
