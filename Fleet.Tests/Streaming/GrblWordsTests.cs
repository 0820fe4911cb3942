using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Streaming;
using Fleet.Core.Machines;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Streaming;

/// <summary>What controllers of the family say of themselves, and what is made of it.</summary>
public sealed class GrblWordsTests
{
    [Theory]
    [InlineData("[VER:1.1h.20190830:]|[OPT:V,15,128]", "Grbl 1.1h.20190830", 128, false)]
    [InlineData("[VER:1.1f.20170801:my mill]|[OPT:VH,15,128]", "Grbl 1.1f.20170801:my mill", 128, true)]
    [InlineData("[VER:1.1f.20260817:]|[OPT:VNML+,100,1024,3,0]|[AXS:3:XYZ]|[FIRMWARE:grblHAL]", "grblHAL 1.1f.20260817", 1024, false)]
    [InlineData("[VER:3.9 FluidNC v3.9.1:]|[OPT:MPHSW]", "3.9 FluidNC v3.9.1", null, true)]
    [InlineData("[0.9j.20160316:]", "Grbl 0.9j.20160316", null, false)]
    public void A_build_is_read(string answer, string name, int? buffer, bool homesSingleAxes) =>
        Assert.Equal(new GrblBuild(name, buffer, homesSingleAxes), GrblBuild.Read(answer.Split('|'), FirmwareFamily.Grbl));

    [Theory]
    [InlineData("")]
    [InlineData("[MSG:Caution: Unlocked]")]
    public void What_tells_no_build_is_none(string answer) => Assert.Null(GrblBuild.Read(answer.Split('|'), FirmwareFamily.Grbl));

    [Theory]
    [InlineData("<Run|MPos:0.440,0.000,0.000|Bf:14,128|FS:204,0|Ov:110,50,95>", 128, 110, 50, 95)]
    [InlineData("<Idle|MPos:0.000,0.000,0.000|Bf:100,1023|FS:0,0|Ov:100,100,100|A:|TLR:0>", 1023, 100, 100, 100)]
    public void Factors_are_read_from_the_report(string line, int free, int feed, int rapid, int spindle)
    {
        Assert.True(GrblStatus.TryRead(Encoding.ASCII.GetBytes(line), out var status));
        Assert.Equal((free, new OverrideFactors(feed, 100, rapid, spindle)), (status.FreeBytes, status.Factors!.Value));
    }

    [Theory]
    [InlineData("M6", true)]
    [InlineData("N10 T1 M06", true)]
    [InlineData("T1M6", true)]
    [InlineData("G0 Z5 M 6", true)]
    [InlineData("M61", false)]
    [InlineData("M60", false)]
    [InlineData("M3 S6", false)]
    [InlineData("G1 X6", false)]
    public void A_tool_change_is_told_from_other_words(string line, bool isOne) => Assert.Equal(isOne, GrblSource.IsToolChange(Encoding.ASCII.GetBytes(line)));

    [Fact]
    public void After_a_tool_change_the_programs_modes_and_its_spindle_come_back() =>
        Assert.Equal(
            ["G1 G54 G17 G21 G91 G94 F600", "M3 S8000", "G4 P2", "G0X5"],
            GrblToolChange.RestoreLines("[GC:G1 G54 G17 G21 G91 G94 M3 M9 T1 F600 S8000]", "N5 T2 M6 G0 X5"));

    [Fact]
    public void A_mode_that_cannot_stand_alone_is_left_to_the_program() =>
        Assert.Equal(["G54 G17 G21 G90 G94"], GrblToolChange.RestoreLines("[GC:G2 G54 G17 G21 G90 G94 M5 M9 T0 F0 S0]", "M6"));

    [Fact]
    public void Settings_of_0_9_with_their_descriptions_are_compared_too()
    {
        var remarks = GrblSettingsCheck.Compare(["$110=500.000 (x max rate, mm/min)", "$13=0 (report inches, bool)"], RigMachines.Router());
        Assert.Equal(
            "$110 (fastest X, mm/min) is 500 and the profile says 4800. Correct one of the two; planned times follow the profile.", Assert.Single(remarks));
    }

    [Theory]
    [InlineData("[PRB:1.000,-2.500,-3.250:1]", true)]
    [InlineData("[PRB:1.000,-2.500,-3.250,0.000:0]", false)]
    public void The_place_of_a_contact_is_read(string line, bool touched) =>
        Assert.Equal(new ProbeContact(1, -2.5, -3.25, touched), GrblMeaning.ProbeOf(line));
}
