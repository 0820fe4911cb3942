namespace Fleet.Agent.Cli;

/// <summary>A profile named on the command line: an id from <c>machines/</c>, or the path of a YAML file.</summary>
static class ProfileChoice
{
    /// <summary>True with a null profile when none was named.</summary>
    internal static bool TryFind(string? named, out Profile? profile, out string fault)
    {
        (profile, fault) = (null, "");
        if (named is null)
            return true;
        if (File.Exists(named))
        {
            ProfileOutcome outcome = ProfileReader.Read(File.ReadAllText(named), Path.GetFileName(named));
            profile = outcome.Profile;
            fault = string.Join(Environment.NewLine, outcome.Faults);
            return outcome.IsGood;
        }

        ProfileLibrary library = ProfileFolder.Read();
        profile = library.Find(named);
        fault = $"There is no profile {named}. There are: {string.Join(", ", library.Profiles.Select(one => one.Id))}; or give the path of a YAML file.";
        return profile is not null;
    }
}
