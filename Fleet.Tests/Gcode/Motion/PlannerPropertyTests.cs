using System.Globalization;
using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode.Motion;

public sealed class PlannerPropertyTests
{
    public static TheoryData<string> Planners => ["marlin", "jerk", "klipper", "grbl"];

    static Profile Of(string name) => name switch
    {
        "marlin" => TestMachines.Marlin,
        "jerk" => TestMachines.ClassicJerk,
        "klipper" => TestMachines.Klipper,
        _ => TestMachines.Grbl with
        {
            Motion = TestMachines.Grbl.Motion with
            {
                MaxFeedMmPerS = new() { X = 100, Y = 100, Z = 20 },
                MaxAccelerationMmPerS2 = new() { X = 500, Y = 500, Z = 100 },
            },
        },
    };

    [Theory]
    [MemberData(nameof(Planners))]
    public void A_line_in_two_halves_takes_as_long_as_the_whole(string planner)
    {
        double whole = Seconds(RandomPath(1, split: false, "G21"), planner);
        double halves = Seconds(RandomPath(1, split: true, "G21"), planner);
        Assert.InRange(halves / whole, 0.999, 1.001);
    }

    [Theory]
    [MemberData(nameof(Planners))]
    public void Inches_change_nothing(string planner)
    {
        ProgramAnalysis millimetres = Read.Text(RandomPath(2, split: false, "G21"), Of(planner));
        ProgramAnalysis inches = Read.Text(RandomPath(2, split: false, "G20"), Of(planner));
        Assert.Equal(millimetres.MotionSeconds, inches.MotionSeconds, millimetres.MotionSeconds * 1e-4);
        Assert.Equal(millimetres.Bounds!.Max.X, inches.Bounds!.Max.X, 1e-3);
        Assert.Equal(millimetres.DistanceMm, inches.DistanceMm, millimetres.DistanceMm * 1e-6);
    }

    [Theory]
    [MemberData(nameof(Planners))]
    public void An_arc_is_its_chords(string planner)
    {
        string circle = "G21 G90 G17\nG28\nG0 X60 Y50 Z1\nF1500\nG1 X60 Y50 F1500\nG3 X60 Y50 I-10 J0\n";
        var chords = new StringBuilder("G21 G90 G17\nG28\nG0 X60 Y50 Z1\nF1500\nG1 X60 Y50 F1500\n");
        int count = planner switch { "grbl" => 157, "klipper" => 62, _ => 72 };
        for (int i = 1; i <= count; i++)
        {
            double angle = 2 * Math.PI * i / count;
            chords.Append(CultureInfo.InvariantCulture, $"G1 X{50 + 10 * Math.Cos(angle):F6} Y{50 + 10 * Math.Sin(angle):F6}\n");
        }

        ProgramAnalysis arc = Read.Text(circle, Of(planner)), lines = Read.Text(chords.ToString(), Of(planner));
        Assert.InRange(arc.MotionSeconds / lines.MotionSeconds, 0.995, 1.005);
        Assert.Equal(40, arc.Bounds!.Min.X, 0.05);
        Assert.Equal(2 * Math.PI * 10, arc.DistanceMm - lines.DistanceMm + 2 * Math.PI * 10, 0.05);
    }

    [Theory]
    [InlineData("R10", "I-10 J0")]
    [InlineData("R-10", "I0 J10")]
    public void A_radius_names_the_same_circle_as_its_centre(string radius, string centre)
    {
        string start = "G21 G90\nG0 X60 Y50\nG3 X50 Y60 F900 ";
        ProgramAnalysis byRadius = Read.Text(start + radius, TestMachines.Grbl), byCentre = Read.Text(start + centre, TestMachines.Grbl);
        Assert.Equal(byCentre.DistanceMm, byRadius.DistanceMm, 1e-6);
        Assert.Equal(byCentre.Bounds, byRadius.Bounds, (a, b) => Math.Abs(a!.Max.X - b!.Max.X) < 1e-6 && Math.Abs(a.Max.Y - b.Max.Y) < 1e-6);
    }

    /// <summary>Own simulation of a ring of 16 places: 400 mm in pieces of d, v 100 mm/s; section 12.4 of the firmware notes.</summary>
    [Theory]
    [InlineData(500, 0.2, 7.4)]
    [InlineData(1000, 0.05, 10.3)]
    [InlineData(1000, 0.1, 7.3)]
    [InlineData(1000, 0.5, 4.1)]
    [InlineData(3000, 0.1, 4.2)]
    public void Short_segments_are_slower_than_an_endless_look_ahead(double accel, double stepMm, double seconds)
    {
        Profile machine = Of("grbl") with
        {
            Motion = TestMachines.Grbl.Motion with
            {
                MaxFeedMmPerS = new() { X = 500, Y = 500, Z = 20 },
                MaxAccelerationMmPerS2 = new() { X = accel, Y = accel, Z = 100 },
            },
        };
        var program = new StringBuilder("G21 G91\n");
        for (int i = 0; i < 400 / stepMm; i++)
            program.Append(CultureInfo.InvariantCulture, $"G1 X{stepMm} F6000\n");
        Assert.InRange(Read.Text(program.ToString(), machine).MotionSeconds, seconds * 0.96, seconds * 1.04);
    }

    [Theory]
    [MemberData(nameof(Planners))]
    public void No_move_is_faster_than_its_distance_over_its_feed(string planner)
    {
        ProgramAnalysis analysis = Read.Text(RandomPath(3, split: false, "G21"), Of(planner));
        Assert.True(analysis.MotionSeconds >= analysis.DistanceMm / (analysis.MaxFeedMmPerMin / 60));
    }

    static double Seconds(string program, string planner) => Read.Text(program, Of(planner)).MotionSeconds;

    static string RandomPath(int seed, bool split, string units)
    {
        var random = new Random(seed);
        double unit = units == "G20" ? 25.4 : 1;
        var program = new StringBuilder(units + " G90\n" + units + "\nG90\n");
        double x = 0, y = 0;
        for (int i = 0; i < 400; i++)
        {
            double nextX = Math.Round(random.NextDouble() * 150, 3), nextY = Math.Round(random.NextDouble() * 150, 3);
            string feed = (600 + random.Next(0, 40) * 60 is var f ? f / unit : 0).ToString("R", CultureInfo.InvariantCulture);
            if (split)
                program.Append(CultureInfo.InvariantCulture, $"G1 X{(x + nextX) / 2 / unit:F7} Y{(y + nextY) / 2 / unit:F7} F{feed}\n");
            program.Append(CultureInfo.InvariantCulture, $"G1 X{nextX / unit:F7} Y{nextY / unit:F7} F{feed}\n");
            (x, y) = (nextX, nextY);
        }

        return program.ToString();
    }
}
