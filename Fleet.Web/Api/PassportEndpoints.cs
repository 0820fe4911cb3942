using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Core.Footprint.Exchange;
using Fleet.Silo.Reports.Passports;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

/// <summary>Passports of finished parts. What hangs below <c>/p/</c> is public: whoever has the part may read it.</summary>
public static class PassportEndpoints
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapPassports(this WebApplication app, RouteGroupBuilder api)
    {
        api.MapPost("/runs/{id}/passport", async (string id, PassportDesk desk, ClaimsPrincipal user) =>
                Problems.Of(await desk.Issue(id, user.ToVisitor()), passport => Results.Created($"/p/{passport.Code}", passport)))
            .WithTags("Runs").WithName("issuePassport").Produces<PassportDocument>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Issue the passport of a good part, or compute it anew.");
        var open = app.MapGroup("/p").AllowAnonymous().WithTags("Passports");
        open.MapGet("/{code}.json", async (string code, PassportDesk desk, HttpRequest request) => await desk.Find(code) is { } passport
            ? Results.Text(JsonLd(passport, Address(request, code)).ToJsonString(Json), "application/ld+json; charset=utf-8") : Problems.Of(Refusal.NotFound("passport", code))).WithName("passportJson");
        open.MapGet("/{code}/okh.yml", async (string code, PassportDesk desk) => await desk.Find(code) is not { } passport ? Problems.Of(Refusal.NotFound("passport", code))
            : OpenKnowHow.Write(PassportDesk.ToThing(passport), out var missing) is { } yaml ? Results.File(yaml, "application/yaml; charset=utf-8", "okh.yml") : Problems.Of(Refusal.Conflict("incomplete", missing))).WithName("passportKnowHow");
        open.MapGet("/{code}/pact.json", async (string code, PassportDesk desk) => Problems.Of(await desk.Pact(code), json => Results.Bytes(json, "application/json; charset=utf-8"))).WithName("passportPact");
        open.MapGet("/{code}/label.png", async (string code, PassportDesk desk, HttpRequest request) => await desk.Find(code) is { } passport
            ? Results.File(QrLabel.Png(Address(request, code), passport.Title, code), "image/png") : Problems.Of(Refusal.NotFound("passport", code))).WithName("passportLabelPng");
        open.MapGet("/{code}/label.pdf", async (string code, PassportDesk desk, HttpRequest request) => await desk.Find(code) is { } passport
            ? Results.File(QrLabel.Pdf(Address(request, code), passport.Title, code), "application/pdf", $"label-{code}.pdf") : Problems.Of(Refusal.NotFound("passport", code))).WithName("passportLabelPdf");
    }

    static string Address(HttpRequest request, string code) => $"{request.Scheme}://{request.Host}/p/{code}";

    /// <summary>schema.org, with quantities that name their unit.</summary>
    public static JsonObject JsonLd(PassportDocument passport, string address)
    {
        static JsonObject Quantity(string name, double value, string unit, double? low = null, double? high = null)
        {
            var quantity = new JsonObject { ["@type"] = "PropertyValue", ["name"] = name, ["value"] = value, ["unitText"] = unit };
            if (low is { } from && high is { } to)
                (quantity["minValue"], quantity["maxValue"]) = (from, to);
            return quantity;
        }

        var properties = new JsonArray { Quantity("attempts", passport.Attempts, "1"), Quantity("machine time", passport.MachineSeconds, "s") };
        if (passport.EnergyWh is { } wh)
            properties.Add(Quantity("electrical energy, all attempts", wh, "W.h", passport.EnergyLowWh, passport.EnergyHighWh));
        if (passport.MeasuredShare is { } measured)
            properties.Add(Quantity("share of the energy that a meter counted", measured, "1"));
        foreach (var used in passport.Material)
            properties.Add(Quantity($"material, all attempts: {used.Material}", used.MassGrams, "g"));
        if (passport.Footprint is { } footprint)
            properties.Add(Quantity("greenhouse gases, electricity and material, P5 to P95", footprint.Median, "kg CO2e", footprint.P5, footprint.P95));
        var document = new JsonObject
        {
            ["@context"] = "https://schema.org", ["@type"] = "IndividualProduct", ["@id"] = address, ["url"] = address, ["identifier"] = passport.Code, ["name"] = passport.Title,
            ["productionDate"] = passport.MadeAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["manufacturer"] = new JsonObject { ["@type"] = "Organization", ["name"] = passport.Workshop },
            ["material"] = new JsonArray([.. passport.Material.Select(used => (JsonNode)used.Material)]), ["additionalProperty"] = properties, ["keywords"] = new JsonArray([.. passport.Tags.Append(passport.Purpose).Select(word => (JsonNode)word)]),
        };
        if (passport.DesignUrl.Length > 0)
            document["isBasedOn"] = passport.DesignLicence.Length > 0 ? new JsonObject { ["@type"] = "CreativeWork", ["url"] = passport.DesignUrl, ["license"] = passport.DesignLicence } : new JsonObject { ["@type"] = "CreativeWork", ["url"] = passport.DesignUrl };
        if (passport.DocumentationUrl.Length > 0)
            document["subjectOf"] = new JsonObject { ["@type"] = "CreativeWork", ["url"] = passport.DocumentationUrl };
        if (passport.Maker is { } maker)
            document["creator"] = new JsonObject { ["@type"] = "Person", ["name"] = maker };
        return document;
    }
}
