using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Fleet.Bench.Gcode;

/// <summary>A program to measure with, unpacked in memory.</summary>
sealed record BenchProgram(string Name, byte[] Bytes)
{
    public static BenchProgram FromFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        using System.IO.Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return new(Path.GetFileName(path), bytes.ToArray());
    }

    /// <summary>The 44 MB vase of the shared data where it exists, else a generated one; and a generated one of 16 MB with absolute E.</summary>
    public static List<BenchProgram> Usual()
    {
        string? vase = Shared("ps_vase100_ender3_020.gcode.gz");
        return [vase is null ? Generated("generated, relative E", 44_000_000, absolute: false) : FromFile(vase), Generated("generated, absolute E", 16_000_000, absolute: true)];
    }

    /// <summary>All of the shared data; none where it is absent.</summary>
    public static List<BenchProgram> Samples() =>
        SharedFolder() is { } folder ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(FromFile)] : [];

    static string? Shared(string name) =>
        SharedFolder() is { } folder && Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;

    static string? SharedFolder()
    {
        foreach (string start in (ReadOnlySpan<string>)[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                string path = Path.Combine(folder.FullName, "shared", "data", "gcode");
                if (Directory.Exists(path))
                    return path;
            }
        }

        return null;
    }

    /// <summary>A ruffled vase: walls of short segments with travel and retraction between, as slicers write them.</summary>
    static BenchProgram Generated(string name, int sizeBytes, bool absolute)
    {
        var text = new StringBuilder(sizeBytes + 200);
        text.Append(absolute ? "G28\nM82\nM109 S210\nG92 E0\n" : "G28\nM83\nM109 S210\n");
        double e = 0;
        for (int layer = 0; text.Length < sizeBytes; layer++)
        {
            text.Append(CultureInfo.InvariantCulture, $";LAYER_CHANGE\nG1 Z{0.2 + layer * 0.2:0.##} F9000\n");
            for (int i = 0; i < 1500 && text.Length < sizeBytes; i++)
            {
                double angle = i * Math.PI / 750, radius = 30 + 4 * Math.Sin(angle * 12) + 8 * Math.Sin(layer * 0.02);
                double extruded = 0.01 + 0.006 * Math.Abs(Math.Sin(angle * 5));
                e += extruded;
                text.Append(CultureInfo.InvariantCulture, $"G1 X{110 + radius * Math.Cos(angle):0.###} Y{110 + radius * Math.Sin(angle):0.###} E{(absolute ? e : extruded):0.#####}\n");
                if (i % 300 == 299)
                    text.Append(absolute ? string.Create(CultureInfo.InvariantCulture, $"G1 F2400 E{e - 1:0.#####}\nG1 F2400 E{e:0.#####}\nG1 F1800\n") : "G1 E-1 F2400\nG1 E1\nG1 F1800\n");
            }
        }

        return new(name, Encoding.ASCII.GetBytes(text.ToString()));
    }
}
