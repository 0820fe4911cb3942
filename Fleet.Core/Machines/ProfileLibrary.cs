namespace Fleet.Core.Machines;

/// <summary>All profiles of a workshop by id, and what was wrong with the files that are not profiles.</summary>
public sealed class ProfileLibrary
{
    readonly Dictionary<string, Profile> _profiles;

    ProfileLibrary(Dictionary<string, Profile> profiles, IReadOnlyList<ProfileFault> faults)
    {
        _profiles = profiles;
        Faults = faults;
    }

    /// <summary>By name, for choosing from.</summary>
    public IReadOnlyList<Profile> Profiles => [.. _profiles.Values.OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>A file with faults is left out; the others are usable.</summary>
    public IReadOnlyList<ProfileFault> Faults { get; }

    public Profile? Find(string id) => _profiles.GetValueOrDefault(id);

    /// <param name="files">Name and content of each file. Of two files with one id the later wins: a workshop's own follow the shipped ones.</param>
    public static ProfileLibrary Read(IEnumerable<(string FileName, string Yaml)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var profiles = new Dictionary<string, Profile>(StringComparer.Ordinal);
        var faults = new List<ProfileFault>();
        foreach (var (fileName, yaml) in files)
        {
            var outcome = ProfileReader.Read(yaml, fileName);
            if (outcome.IsGood)
                profiles[outcome.Profile.Id] = outcome.Profile;
            faults.AddRange(outcome.Faults);
        }

        return new ProfileLibrary(profiles, faults);
    }
}
