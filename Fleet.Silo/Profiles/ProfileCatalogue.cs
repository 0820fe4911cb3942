namespace Fleet.Silo.Profiles;

/// <summary>The profiles of <c>machines/</c> with their text, read once at start. A broken file is named in <see cref="Faults"/> and left out.</summary>
public sealed class ProfileCatalogue
{
    readonly Dictionary<string, (Profile Profile, string Yaml)> _profiles = [];

    ProfileCatalogue(IReadOnlyList<string> faults) => Faults = faults;

    /// <summary>One line per fault: file, line and reason.</summary>
    public IReadOnlyList<string> Faults { get; }

    public IEnumerable<Profile> All => _profiles.Values.Select(entry => entry.Profile).OrderBy(profile => profile.Name, StringComparer.Ordinal);

    public Profile? Find(string id) => _profiles.TryGetValue(id, out var entry) ? entry.Profile : null;

    public string? Yaml(string id) => _profiles.TryGetValue(id, out var entry) ? entry.Yaml : null;

    /// <param name="folder">Holds <c>*.yaml</c>. A missing folder is a fault, not an exception.</param>
    public static ProfileCatalogue Read(string folder)
    {
        if (!Directory.Exists(folder))
            return new([$"{folder}: there are no machine profiles. Set Fleet:Machines to the folder that holds them."]);
        var faults = new List<string>();
        var catalogue = new ProfileCatalogue(faults);
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            var outcome = ProfileReader.Read(text, Path.GetFileName(file));
            if (outcome.Profile is { } profile)
                catalogue._profiles[profile.Id] = (profile, text);
            else
                faults.AddRange(outcome.Faults.Select(fault => $"{fault.File}:{fault.Line}: {fault.Reason}"));
        }
        return catalogue;
    }
}
