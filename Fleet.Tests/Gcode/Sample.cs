using System.IO.Compression;

namespace Fleet.Tests.Gcode;

/// <summary>Real programs: small ones beside the tests, big ones from the shared data folder where it exists.</summary>
static class Sample
{
    public static byte[] Bytes(string name)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "Samples", name);
        string[] places = [beside, beside + ".gz", .. Shared(name)];
        string? found = places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{name} is not beside the tests, and ../shared/data/gcode is absent.");
        using Stream file = File.OpenRead(found!);
        using Stream plain = found!.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    static IEnumerable<string> Shared(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data", "gcode");
            if (Directory.Exists(data))
                return [Path.Combine(data, name), Path.Combine(data, name + ".gz")];
        }

        return [];
    }
}
