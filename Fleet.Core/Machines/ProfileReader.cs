using System.Text.Json;
using System.Text.Json.Serialization;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Fleet.Core.Machines;

/// <summary>Reads one machine profile. Whatever the text is, the answer is a profile or the list of its faults.</summary>
public static class ProfileReader
{
    /// <summary>Longest text that is looked at, in characters; the profiles that come with Fleet have about 2 000.</summary>
    public const int MostCharacters = 200_000;

    static readonly Lazy<JsonSchema> Schema = new(LoadSchema);

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <param name="yamlText">The content of the file.</param>
    /// <param name="fileName">Its name, with or without folders; the profile's id must be the name without extension.</param>
    public static ProfileOutcome Read(string yamlText, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yamlText);
        ArgumentNullException.ThrowIfNull(fileName);
        if (yamlText.Length > MostCharacters)
            return ProfileOutcome.Refused([new(fileName, 1, $"The file has {yamlText.Length} characters; a profile has at most {MostCharacters}.")]);

        if (ProfileDocument.Read(yamlText, fileName, out var fault) is not { } document)
            return ProfileOutcome.Refused([fault!]);

        var json = document.Root.ToJsonString();
        var faults = Schema.Value.Validate(json)
            .SelectMany(SchemaSentences.Of)
            .Select(fault => new ProfileFault(fileName, document.LineOf(fault.Path), fault.Reason))
            .Distinct()
            .ToList();
        if (faults.Count > 0)
            return ProfileOutcome.Refused(faults);

        var profile = JsonSerializer.Deserialize<Profile>(json, Json)!;
        faults.AddRange(ProfileRules.Check(profile, Path.GetFileNameWithoutExtension(fileName))
            .Select(fault => new ProfileFault(fileName, document.LineOf(fault.Path), fault.Reason)));
        return faults.Count > 0 ? ProfileOutcome.Refused(faults) : ProfileOutcome.Good(profile);
    }

    static JsonSchema LoadSchema()
    {
        using var stream = typeof(ProfileReader).Assembly.GetManifestResourceStream("machines/schema.json")
            ?? throw new InvalidOperationException("The assembly was built without machines/schema.json.");
        using var reader = new StreamReader(stream);
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }
}
