using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Fleet.Core.Gcode.Containers;

/// <summary>.gcode.3mf of OrcaSlicer and BambuStudio, .ufp of Cura: a zip with one G-code file per plate and pictures beside them.</summary>
static class ZipProgram
{
    /// <summary>A sliced 3MF has some dozens of entries; a directory of millions is an attack on memory.</summary>
    const int MaxEntries = 4096;

    const int MaxPictureBytes = 4 * 1024 * 1024;

    public static Stream Open(Stream zip, int? plate, out IReadOnlyList<Thumbnail> pictures)
    {
        long directory = 0;
        try
        {
            directory = Directory(zip);
            var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry entry = Choose(archive, plate, out int number);
            pictures = PicturesOf(archive, number);
            return new UnpackingStream(entry.Open(), "3MF file");
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new ProgramDamagedException($"The zip directory at byte {directory} of this 3MF file is damaged. Export and upload it again.", fault);
        }
    }

    /// <summary>Where the directory begins, from the end record (in the last 64 KiB); refuses a huge one before anything is allocated for it.</summary>
    static long Directory(Stream zip)
    {
        int length = (int)Math.Min(zip.Length, 65_557);
        byte[] tail = new byte[length];
        zip.Position = zip.Length - length;
        zip.ReadExactly(tail);
        zip.Position = 0;
        int end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + 22 > length)
            throw new ProgramDamagedException($"The 3MF file breaks off at byte {zip.Length}: its zip directory is missing. Export and upload it again.");
        uint directoryBytes = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        if (entries > MaxEntries || directoryBytes > MaxEntries * 512)
            throw new ProgramDamagedException($"The zip directory of this 3MF file names more than {MaxEntries} files. Export it again from the slicer.");
        return BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
    }

    static ZipArchiveEntry Choose(ZipArchive archive, int? plate, out int number)
    {
        ZipArchiveEntry? chosen = null;
        number = int.MaxValue;
        var plates = new List<int>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(".gcode", StringComparison.OrdinalIgnoreCase))
                continue;
            int candidate = PlateOf(entry.Name);
            plates.Add(candidate);
            if (plate is { } wanted ? candidate == wanted : candidate < number)
                (chosen, number) = (entry, candidate);
        }

        if (chosen is not null)
            return chosen;
        if (plates.Count == 0)
            throw new ProgramDamagedException("This 3MF file holds a model but no sliced plate. Slice it and export the plate as .gcode.3mf or .gcode.");
        plates.Sort();
        throw new ProgramDamagedException(
            string.Create(CultureInfo.InvariantCulture, $"This 3MF file has no plate {plate}. It has {string.Join(", ", plates)}: choose one of these."));
    }

    /// <summary>plate_3.gcode is 3; a name without a number is 1.</summary>
    static int PlateOf(string name)
    {
        int begin = name.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (begin < 0)
            return 1;
        int end = begin;
        while (end < name.Length && char.IsAsciiDigit(name[end]))
            end++;
        return int.TryParse(name.AsSpan(begin, end - begin), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 1;
    }

    static List<Thumbnail> PicturesOf(ZipArchive archive, int plate)
    {
        var pictures = new List<Thumbnail>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entry.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) || entry.Length is 0 or > MaxPictureBytes)
                continue;
            bool ofPlate = entry.Name.StartsWith("plate_", StringComparison.OrdinalIgnoreCase) && PlateOf(entry.Name) == plate
                && !entry.Name.Contains("no_light", StringComparison.OrdinalIgnoreCase);
            if (!ofPlate && !entry.FullName.EndsWith("thumbnail.png", StringComparison.OrdinalIgnoreCase))
                continue;
            using Stream content = entry.Open();
            byte[] data = new byte[entry.Length];
            int read = content.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
            if (read == data.Length && Thumbnails.Read(data) is { } picture)
                pictures.Add(picture);
        }

        return pictures;
    }
}
