using Fleet.Agent.Health;

namespace Fleet.Tests.Health;

public sealed class StartLeftoversTests
{
    const string Program = "/usr/local/bin/fleet-agent";

    static string Mapping(string range, string rights, string path, int anonymousKb) =>
        $"""
        {range} {rights} 0030e000 fe:00 7996502                   {path}
        Size:               8148 kB
        Rss:                7444 kB
        Private_Dirty:         0 kB
        Anonymous:             {anonymousKb} kB
        VmFlags: rd ex mr mw me
        """;

    static IReadOnlyList<(long Start, long LengthBytes)> Found(params string[] mappings) =>
        StartLeftovers.UnchangedPages(string.Join('\n', mappings).Split('\n'), Program);

    [Fact]
    public void Code_and_constants_of_the_program_may_go() =>
        Assert.Equal([(0x556b0fcd6000L, 0x2000L), (0x7f5a9d754000L, 0x1000L)],
            Found(Mapping("556b0fcd6000-556b0fcd8000", "r-xp", Program, 0), Mapping("7f5a9d754000-7f5a9d755000", "r--s", Program, 0)));

    [Fact]
    public void Relocated_pages_stay() =>
        Assert.Empty(Found(Mapping("556b0fcd6000-556b0fcd8000", "r--p", Program, 4)));

    [Fact]
    public void Pages_that_may_be_written_stay() =>
        Assert.Empty(Found(Mapping("556a927f9000-556a93569000", "rw-p", Program, 0)));

    [Fact]
    public void Pages_of_others_stay() =>
        Assert.Empty(Found(
            Mapping("7f4e87ac5000-7f4e87d42000", "r-xp", "/usr/lib/libcrypto.so.3", 0), Mapping("7f4ec4000000-7f4ec4611000", "rw-p", "", 6152),
            Mapping("556b0fcd6000-556b0fcd8000", "r-xp", $"{Program} (deleted)", 0)));

    [Fact]
    public void One_that_stays_does_not_keep_its_neighbour() =>
        Assert.Equal([(0x2000L, 0x1000L)], Found(Mapping("1000-2000", "rw-p", Program, 0), Mapping("2000-3000", "r-xp", Program, 0), Mapping("3000-4000", "r-xp", Program, 12)));

    [Fact]
    public void A_process_that_gave_its_pages_back_works_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux says what is unchanged.");
        StartLeftovers.GiveBack();
        Assert.NotEmpty(StartLeftovers.UnchangedPages(File.ReadLines("/proc/self/smaps"), Environment.ProcessPath!));
    }
}
