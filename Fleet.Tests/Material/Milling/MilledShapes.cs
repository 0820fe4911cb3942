using System.Globalization;
using System.Text;
using Fleet.Core.Material.Milling;

namespace Fleet.Tests.Material.Milling;

/// <summary>Milling programs whose removed volume is known from geometry.</summary>
public static class MilledShapes
{
    /// <summary>All of them, each with the kind of tool that it is milled with; tools have 6 mm.</summary>
    public static IEnumerable<(string Shape, (string Program, double Mm3) Known, CutterKind Kind)> All()
    {
        yield return ("pocket", Pocket(), CutterKind.Flat);
        yield return ("round pocket", RoundPocket(), CutterKind.Flat);
        yield return ("profile", Profile(), CutterKind.Flat);
        yield return ("drilled plate", Drilled(), CutterKind.Flat);
        yield return ("3D relief", Relief(), CutterKind.Ball);
        yield return ("engraving", Engraved(), CutterKind.V);
    }

    /// <summary>A pocket of 40 × 30 × 5 mm with the rounded corners that a 6 mm tool leaves.</summary>
    public static (string Program, double Mm3) Pocket()
    {
        var code = Begin();
        for (var depth = 1.0; depth <= 5; depth += 1)
        {
            code.Append(Line($"G0 X25 Y23\nG1 Z{-depth} F200\n"));
            for (double a = 0.5, b = 0.5; ; a = Math.Min(17, a + 2.4), b = Math.Min(12, b + 2.4))
            {
                code.Append(Line($"G1 X{25 - a} Y{23 - b} F900\nX{25 + a}\nY{23 + b}\nX{25 - a}\nY{23 - b}\n"));
                if (a >= 17 && b >= 12)
                    break;
            }
            code.Append("G0 Z5\n");
        }
        return (code.Append("M5\nM2\n").ToString(), (40 * 30 - (4 - Math.PI) * 9) * 5);
    }

    /// <summary>A round pocket of 30 mm, 4 mm deep, with arcs.</summary>
    public static (string Program, double Mm3) RoundPocket()
    {
        var code = Begin();
        code.Append("G0 X40 Y40\nG1 Z-4 F100\n");
        for (var radius = 2.0; radius <= 12; radius += 2)
            code.Append(Line($"G1 X{40 + radius} Y40 F800\nG3 X{40 + radius} Y40 I{-radius} J0\n"));
        return (code.Append("G0 Z5\nM5\nM2\n").ToString(), Math.PI * 15 * 15 * 4);
    }

    /// <summary>A contour cut right through a plate of 6 mm: a groove around 50 × 30 mm.</summary>
    public static (string Program, double Mm3) Profile()
    {
        var code = Begin();
        for (var depth = 1.5; depth <= 7.5; depth += 1.5)
            code.Append(Line($"G0 X20 Y20\nG1 Z{-depth} F200\nG1 X74 F900\nY54\nX20\nY20\nG0 Z5\n"));
        // A closed way of 54 × 34 with a tool of 6 mm: outside rounded, inside square.
        return (code.Append("M5\nM2\n").ToString(), ((60 * 40 - (4 - Math.PI) * 9) - 48 * 28) * 6);
    }

    /// <summary>Sixty holes of 6 mm through a plate of 6 mm, by drilling cycle and by hand.</summary>
    public static (string Program, double Mm3) Drilled()
    {
        var code = Begin();
        for (var hole = 0; hole < 60; hole++)
            code.Append(Line($"G0 X{8.3 + hole % 10 * 8.7} Y{9.1 + hole / 10 * 9.3}\nG1 Z-3 F150\nG0 Z1\nG1 Z-7\nG0 Z5\n"));
        return (code.Append("M5\nM2\n").ToString(), 60 * Math.PI * 9 * 6);
    }

    /// <summary>A dish out of a sphere of 40 mm radius, 5 mm deep, with a ball of 6 mm in lines.</summary>
    public static (string Program, double Mm3) Relief(double stepMm = 0.3, double alongMm = 0.4)
    {
        const double sphere = 40, deep = 5, ball = 3, x0 = 50, y0 = 40;
        var code = Begin();
        var rim = Math.Sqrt(sphere * sphere - (sphere - deep) * (sphere - deep)) * (sphere - ball) / sphere;
        for (double y = -rim; y <= rim; y += stepMm)
        {
            var half = Math.Sqrt(Math.Max(0, rim * rim - y * y));
            var first = true;
            for (var x = -half; ; x = Math.Min(half, x + alongMm))
            {
                var z = (sphere - deep) - Math.Sqrt((sphere - ball) * (sphere - ball) - x * x - y * y) - ball;
                code.Append(Line($"{(first ? "G0 Z5\nG0" : "G1")} X{x0 + x:0.000} Y{y0 + y:0.000}{(first ? "\nG1" : "")} Z{z:0.000}{(first ? " F600" : "")}\n"));
                first = false;
                if (x >= half)
                    break;
            }
        }
        return (code.Append("G0 Z5\nM5\nM2\n").ToString(), Math.PI * deep * deep * (3 * sphere - deep) / 3);
    }

    /// <summary>Engraved lines, 1 mm deep, with a V of 90°.</summary>
    public static (string Program, double Mm3) Engraved()
    {
        var code = Begin();
        for (var line = 0; line < 8; line++)
            code.Append(Line($"G0 X{10 + line * 9} Y12\nG1 Z-1 F100\nG1 X{12 + line * 9} Y62 F500\nG0 Z5\n"));
        return (code.Append("M5\nM2\n").ToString(), 8 * (Math.Sqrt(4 + 2500) * 1 + Math.PI / 3));
    }

    static StringBuilder Begin() => new("G21 G90 G17\nG0 Z5\nM3 S12000\n");

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
