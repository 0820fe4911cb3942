using Fleet.Core.Machines;

namespace Fleet.Tests.Machines;

public sealed class ShippedProfilesTests
{
    static readonly string[] Promised =
    [
        "prusa-mk3s", "prusa-mk4s", "prusa-mini", "prusa-core-one", "ender-3", "bambu-corexy", "voron-2.4", "ultimaker-2-plus",
        "shapeoko-grbl", "fluidnc-router", "k40-laser-grbl", "linuxcnc-mill",
    ];

    static readonly ProfileLibrary Library = ProfileLibrary.Read(
        Directory.EnumerateFiles(MachinesFolder(), "*.yaml").Select(path => (path, File.ReadAllText(path))));

    [Fact]
    public void All_profiles_in_the_machines_folder_are_good() => Assert.Empty(Library.Faults);

    [Fact]
    public void The_machines_that_workshops_own_are_there() =>
        Assert.All(Promised, id => Assert.NotNull(Library.Find(id)));

    [Fact]
    public void Machines_that_cut_never_start_without_a_person() =>
        Assert.All(Library.Profiles.Where(profile => profile.Kind != MachineKind.Fff), profile => Assert.True(profile.Start.Attended));

    [Fact]
    public void Power_grows_from_standby_to_ready_to_processing() =>
        Assert.All(Library.Profiles, profile =>
        {
            Assert.True(profile.Power.StandbyW <= profile.Power.ReadyW, profile.Id);
            Assert.True(profile.Power.ReadyW <= profile.Power.ProcessingW, profile.Id);
        });

    [Fact]
    public void The_later_file_of_two_with_one_id_wins()
    {
        var path = Path.Combine(MachinesFolder(), "ender-3.yaml");
        var shipped = File.ReadAllText(path);
        var own = shipped.Replace("name: Creality Ender-3", "name: Our Ender", StringComparison.Ordinal);

        var library = ProfileLibrary.Read([(path, shipped), ("own/ender-3.yaml", own)]);

        Assert.Equal("Our Ender", library.Find("ender-3")!.Name);
    }

    static string MachinesFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fleet.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Fleet.sln was not found above the tests.");
        return Path.Combine(folder, "machines");
    }
}
