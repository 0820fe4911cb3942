using System.Globalization;
using System.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// The smallest honest documentation of a made thing: an Open Know-How manifest, version 1.0, filled without typing. What was measured
/// goes back to the project under <c>made</c> and in the description.
/// </summary>
public static class OpenKnowHow
{
    /// <returns>UTF-8 YAML, or null with a sentence when the manifest's required parts are missing.</returns>
    public static byte[]? Write(MadeThing thing, out string missing)
    {
        missing = thing.DesignUrl.Length == 0 && thing.DocumentationUrl.Length == 0 ? "Neither the design's nor the documentation's address is known. Add one to the job."
            : thing.Licence.Length == 0 ? "The design's licence is not known. Add it to the job, for instance CC-BY-4.0." : "";
        if (missing.Length > 0)
            return null;
        var manifest = new Dictionary<string, object>
        {
            ["title"] = thing.Title,
            ["description"] = Description(thing),
            ["license"] = new Dictionary<string, object> { ["hardware"] = thing.Licence },
            ["okh-manifest-version"] = "1.0.0",
            ["date-updated"] = thing.MadeOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["manifest-language"] = "en",
            ["made"] = true,
            ["made-independently"] = true,
            ["intended-use"] = thing.Purpose,
            ["keywords"] = thing.Keywords,
            ["contributors"] = new[] { new Dictionary<string, object> { ["name"] = thing.Workshop } },
        };
        if (thing.DesignUrl.Length > 0)
            manifest["project-link"] = thing.DesignUrl;
        if (thing.DocumentationUrl.Length > 0)
            manifest["documentation-home"] = thing.DocumentationUrl;
        var yaml = new SerializerBuilder().WithNamingConvention(NullNamingConvention.Instance).WithQuotingNecessaryStrings().Build().Serialize(manifest);
        return Encoding.UTF8.GetBytes(yaml);
    }

    static string Description(MadeThing thing)
    {
        static string Figure(double? value, string unit) => value is { } known ? $"{known.ToString("0.###", CultureInfo.InvariantCulture)} {unit}" : "not known";
        return $"Made at {thing.Workshop} on {thing.MachineClass}. Material: {Figure(thing.MassG, "g")} of {(thing.Material.Length > 0 ? thing.Material : "unknown material")}. "
            + $"Energy: {Figure(thing.EnergyWh, "Wh")}. Attempts: {thing.Attempts}.";
    }
}
