using System.Text;

namespace Fleet.Tests.Gcode;

/// <summary>Against clocks of real firmware.</summary>
public sealed class TimedByFirmwareTests
{
    static readonly string[] LeftOut = ["M104", "M140", "M190", "M109", "G28", "G80", "M73", "M115", "M900", "M221", "M84"];

    /// <summary>Marlin bugfix-2.1.x, 16 blocks, junction deviation 0.013 mm, no heating and homing: 29 min 12 s by its own M31.</summary>
    [Fact]
    public void Marlin_took_29_minutes_12_for_the_cube()
    {
        string[] lines = Encoding.ASCII.GetString(Sample.Bytes("ps_cube20_mk3s_020.gcode")).Split('\n');
        string[] sent = [.. lines.Select(line => line.Split(';')[0].Trim()).Where(line => line.Length > 0 && !LeftOut.Contains(line.Split(' ')[0]))];
        Assert.Equal(22_311, sent.Length);
        double seconds = Read.Text(string.Join('\n', sent), TestMachines.Marlin).MotionSeconds;
        Assert.InRange(seconds, 1752 * 0.99, 1752 * 1.01);
    }

    /// <summary>GRBL 1.1h as shipped, the dwell of two seconds included.</summary>
    [Fact]
    public void Grbl_took_113_seconds_for_the_small_pocket() =>
        Assert.InRange(Read.Whole(Sample.Bytes("cnc_pocket_small.nc"), TestMachines.Grbl).Analysis.MotionSeconds, 113 * 0.99, 113 * 1.01);
}
