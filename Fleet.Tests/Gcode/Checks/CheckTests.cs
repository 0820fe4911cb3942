using System.Globalization;
using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Checks;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode.Checks;

public sealed class CheckTests
{
    const string Hot = "G28\nM83\nM109 S210\n";
    const string Cold = "\nM104 S0\nM140 S0\n";
    const string Mill = "G21 G90\nM3 S12000\nG0 Z5\n";

    /// <summary>Code, machine, a program that triggers it, and one next to it that must not.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "outside-envelope", "marlin", Hot + "G1 X10 Y10 Z.2 F3000\nG1 X300 E5" + Cold, Hot + "G1 X10 Y10 Z.2 F3000\nG1 X250 E5" + Cold },
        { "travel-outside-envelope", "marlin", Hot + "G1 X300 F3000" + Cold, Hot + "G1 X254 F3000" + Cold },
        { "larger-than-machine", "grbl", Mill + "G1 X0 F500\nG1 X250\nM5\nM2", Mill + "G1 X-50 F500\nG1 X100\nM5\nM2" },
        { "cold-extrusion", "marlin", "G28\nM83\nG1 X10 E5 F1000", Hot + "G1 X10 E5 F1000" + Cold },
        { "nozzle-too-hot", "marlin", "G28\nM109 S320\nG1 X1 F100" + Cold, "G28\nM109 S300\nG1 X1 F100" + Cold },
        { "bed-too-hot", "marlin", "G28\nM190 S130\nG1 X1 F100" + Cold, "G28\nM190 S110\nG1 X1 F100" + Cold },
        { "bed-not-heated", "bedless", "G28\nM190 S60\nG1 X1 F100" + Cold, "G28\nM190 S0\nG1 X1 F100" + Cold },
        { "material-too-hot", "marlin", "G28\nM109 S270\nG1 X1 F100" + Cold + "; filament_type = PLA", "G28\nM109 S270\nG1 X1 F100" + Cold + "; filament_type = PETG" },
        { "feed-too-fast", "marlin", Hot + "G1 X10 F30000" + Cold, Hot + "G1 X10 F9000" + Cold },
        { "feed-missing", "grbl", Mill + "G1 X10\nM5", Mill + "G1 X10 F500\nM5" },
        { "spindle-too-fast", "grbl", "G21\nM3 S30000\nG1 X1 F500\nM5", Mill + "G1 X1 F500\nM5" },
        { "spindle-too-slow", "grbl", "G21\nM3 S1000\nG1 X1 F500\nM5", Mill + "G1 X1 F500\nM5" },
        { "laser-power-out-of-range", "laser", "G21\nM4 S1500\nG1 X1 F500\nM5", "G21\nM4 S900\nG1 X1 F500\nM5" },
        { "arc-does-not-close", "grbl", Mill + "G2 X10 Y3 I5 J0 F500\nM5", Mill + "G2 X10 Y0 I5 J0 F500\nM5" },
        { "arc-impossible", "grbl", Mill + "G2 X10 Y0 R2 F500\nM5", Mill + "G2 X10 Y0 R6 F500\nM5" },
        { "rapid-into-stock", "grbl", Mill + "G0 Z-2\nM5", Mill + "G1 Z-2 F100\nG0 Z5\nG0 Z-1.9\nM5" },
        { "units-changed", "grbl", Mill + "G1 X10 F500\nG20\nG1 X1\nM5", "G20\nG21\nM3 S8000\nG1 X10 F500\nM5" },
        { "not-homed", "marlin", "M83\nM109 S200\nG1 X10 F1000" + Cold, Hot + "G1 X10 F1000" + Cold },
        { "laser-on-while-still", "laser", "G21\nM3 S500\nG4 P2\nG1 X1 F500\nM5", "G21\nM4 S500\nG4 P2\nG1 X1 F500\nM5" },
        { "spindle-not-started", "grbl", "G21\nG0 Z5\nG1 Z-1 F100\nG1 X10", Mill + "G1 Z-1 F100\nG1 X10\nM5" },
        { "writes-settings", "marlin", Hot + "M500\nG1 X1 F100" + Cold, Hot + "M503\nG1 X1 F100" + Cold },
        { "writes-settings", "grbl", Mill + "$110=900\nG1 X1 F100\nM5", Mill + "$H\nG1 X1 F100\nM5" },
        { "writes-settings", "grbl", Mill + "$RST=$\nG1 X1 F100\nM5", Mill + "$J=G91 X1 F100\nG1 X1 F100\nM5" },
        { "unlocks-alarm", "grbl", Mill + "$X\nG1 X1 F100\nM5", Mill + "$H\nG1 X1 F100\nM5" },
        { "flashes-firmware", "marlin", Hot + "M997\nG1 X1 F100" + Cold, Hot + "M117 M997\nG1 X1 F100" + Cold },
        { "deletes-file", "marlin", Hot + "G1 X1 F100\nM30" + Cold, Hot + "G1 X1 F100" + Cold },
        { "uses-card", "marlin", Hot + "G1 X1 F100\nM23 a.gco" + Cold, Hot + "G1 X1 F100\nM27" + Cold },
        { "emergency-stop", "marlin", Hot + "G1 X1 F100\nM112" + Cold, Hot + "G1 X1 F100\nM117 M112" + Cold },
        { "unknown-macro", "marlin", "START_PRINT BED=60\nG1 X1 F100", Hot + "G1 X1 F100" + Cold },
        { "macro", "klipper", "START_PRINT BED=60\nG1 X1 F100", Hot + "G1 X1 F100" + Cold },
        { "placeholder", "marlin", Hot + "G1 X1 Y{machine_depth} F100" + Cold, Hot + "G1 X1 Y2 F100 ; {machine_depth}" + Cold },
        { "garbled-line", "marlin", Hot + "G1 X1 Y2=3 F100" + Cold, Hot + "G1 X1 Y2 F100 (=)\nM115 U3.11.0" + Cold },
        { "line-too-long", "marlin", Hot + "G1 X1 F100" + new string(' ', 100) + "Y1" + Cold, Hot + "G1 X1 F100 ; " + new string('x', 100) + Cold },
        { "tool-missing", "marlin", Hot + "T3\nG1 X1 F100" + Cold, Hot + "T0\nG1 X1 F100" + Cold },
        { "wrong-kind", "grbl", Hot + "G1 X1 E1 F100" + Cold, Mill + "G1 X1 F100\nM5" },
        { "extruder-mode-reset", "marlin", "M83\n" + "G28\nM109 S210\nG90\nG1 X1 E1 F100" + Cold, "M83\nG28\nM109 S210\nG90\nM83\nG1 X1 E1 F100" + Cold },
        { "no-moves", "marlin", "G28\nM117 hello", Hot + "G1 X1 F100" + Cold },
        { "cnc-end", "marlin", Hot + "G1 X1 F100\nM2" + Cold, Hot + "G1 X1 F100" + Cold },
        { "grbl-g28", "grbl", Mill + "G1 X1 F100\nG28\nM5", Mill + "G1 X1 F100\nG28.1\nM5" },
        { "unsupported-code", "grbl", Mill + "G81 X1 Y1 Z-1 R1 F100\nG80\nM5", Mill + "G1 X1 F100\nG80\nM5" },
        { "tool-change", "grblhal", Mill + "M6 T1\nG1 X1 F100\nM5", Mill + "G1 X1 F100\nM5" },
        { "waits-for-person", "marlin", Hot + "M600\nG1 X1 F100" + Cold, Hot + "G1 X1 F100" + Cold },
        { "laser-left-on", "laser", "G21\nM4 S500\nG1 X1 F500", "G21\nM4 S500\nG1 X1 F500\nM5" },
        { "spindle-left-on", "grbl", Mill + "G1 X1 F500", Mill + "G1 X1 F500\nM30" },
        { "heater-left-on", "marlin", Hot + "G1 X1 F500", Hot + "G1 X1 F500" + Cold },
        { "other-printer", "marlin", Hot + "G1 X1 F500\n; printer_model = MK3S" + Cold, Hot + "G1 X1 F500\n; printer_model = TESTPRINTER" + Cold },
        { "other-nozzle", "marlin", Hot + "G1 X1 F500\n; nozzle_diameter = 0.6" + Cold, Hot + "G1 X1 F500\n; nozzle_diameter = 0.4" + Cold },
        { "absurd-number", "marlin", Hot + "G1 X10000000 F500" + Cold, Hot + "G1 X100 F500" + Cold },
        { "claim-differs", "marlin", Hot + "G1 X9 E100 F500\n; filament used [mm] = 50" + Cold, Hot + "G1 X9 E100 F500\n; filament used [mm] = 100.2" + Cold },
        { "ends-early", "marlin", Hot + "G1 X9 F500" + Cold + "; prusaslicer_config = begin\n; a = 1", Hot + "G1 X9 F500" + Cold + "; prusaslicer_config = begin\n; a = 1\n; prusaslicer_config = end" },
        { "long-dwell", "grbl", Mill + "G4 P2000\nG1 X1 F100\nM5", Mill + "G4 P2\nG1 X1 F100\nM5" },
        { "slow-link", "marlin", Hot + "G1 X1 F9000\n" + ShortMoves(0.1), Hot + "G1 X1 F9000\n" + ShortMoves(0.5) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_check_speaks_when_it_must_and_not_otherwise(string code, string machine, string triggers, string mustNot)
    {
        Finding found = Assert.Single(Read.Text(triggers, Of(machine)).Findings, finding => finding.Code == code);
        Assert.True(found.Line >= 1);
        Assert.EndsWith(".", found.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Read.Text(mustNot, Of(machine)).Findings, finding => finding.Code == code);
    }

    [Fact]
    public void Every_check_has_a_text_and_a_case()
    {
        var covered = Cases.Select(row => row.Data.Item1).ToHashSet();
        foreach (Check check in Enum.GetValues<Check>())
        {
            // Computed code is refused as a whole; see RefusalTests.
            if (check != Check.ComputedCode)
                Assert.Contains(CheckTexts.Of(check).Code, covered);
        }
    }

    [Fact]
    public void A_finding_names_the_first_line_and_counts_the_rest()
    {
        Finding finding = Assert.Single(Read.Text("G28\nM83\nG1 X10 E5 F1000\nG1 X20 E5\nG1 X30 E5", TestMachines.Marlin).Findings, f => f.Code == "cold-extrusion");
        Assert.Equal((3L, 3L), (finding.Line, finding.Count));
        Assert.Contains("line 3 (and 2 more)", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_says_what_blocks()
    {
        var policy = new AnalysisPolicy { Overrides = new Dictionary<string, FindingSeverity?> { ["not-homed"] = FindingSeverity.Blocking, ["heater-left-on"] = null } };
        ProgramAnalysis analysis = Read.Text("M109 S200\nG1 X1 F100", TestMachines.Marlin, AnalysisOptions.Default with { Policy = policy });
        Assert.Equal(FindingSeverity.Blocking, Assert.Single(analysis.Findings, f => f.Code == "not-homed").Severity);
        Assert.DoesNotContain(analysis.Findings, f => f.Code == "heater-left-on");
    }

    /// <summary>20 000 moves along X and back: at 0.1 mm and 100 mm/s more than a thousand lines a second.</summary>
    static string ShortMoves(double mm) =>
        "G91\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"G1 X{(i / 200 % 2 == 0 ? mm : -mm):F5} Y0.00000 E0.02000\n"))) + Cold;

    static Profile Of(string machine) => machine switch
    {
        "marlin" => TestMachines.Marlin,
        "bedless" => TestMachines.Marlin with { Bed = null },
        "klipper" => TestMachines.Klipper,
        "laser" => TestMachines.Laser,
        "grblhal" => TestMachines.Grbl with { Firmware = TestMachines.Grbl.Firmware with { Family = FirmwareFamily.GrblHal } },
        _ => TestMachines.Grbl,
    };
}
