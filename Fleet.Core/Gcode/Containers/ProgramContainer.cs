namespace Fleet.Core.Gcode.Containers;

/// <summary>Finds out from the first bytes what a program is packed in.</summary>
static class ProgramContainer
{
    /// <summary>A packed file inside a packed file happens (a .bgcode in a .gz); deeper is a trick.</summary>
    const int MaxNesting = 3;

    /// <exception cref="ProgramDamagedException">Here or while reading, with a sentence.</exception>
    public static OpenedProgram Open(Stream stream, int? plate) => Open(stream, plate, 0);

    static OpenedProgram Open(Stream stream, int? plate, int depth)
    {
        if (depth == MaxNesting)
            throw new ProgramDamagedException("The file is packed more than three times over. Upload the program itself.");
        long start = stream.CanSeek ? stream.Position : 0;
        var peeked = new PeekedStream(stream);
        ReadOnlySpan<byte> head = peeked.Head;
        if (head is [0x1F, 0x8B, ..])
            return Open(new GzipProgram(peeked), plate, depth + 1);
        if (head.StartsWith("GCDE"u8))
            return BgcodeReader.Open(peeked);
        if (head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..])
            return WithPictures(ZipProgram.Open(Seekable(stream, peeked, start), plate, out IReadOnlyList<Thumbnail> pictures), pictures, plate, depth);
        return new OpenedProgram(peeked);
    }

    static OpenedProgram WithPictures(Stream plain, IReadOnlyList<Thumbnail> pictures, int? plate, int depth)
    {
        OpenedProgram inner = Open(plain, plate, depth + 1);
        return inner with { Thumbnails = [.. pictures, .. inner.Thumbnails] };
    }

    /// <summary>A zip's directory is at its end. What cannot be rewound is held in memory up to a bound.</summary>
    static Stream Seekable(Stream stream, PeekedStream peeked, long start)
    {
        if (stream.CanSeek && start == 0)
        {
            stream.Position = start;
            return stream;
        }

        const int MaxHeldBytes = 24 * 1024 * 1024;
        var held = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = peeked.Read(buffer)) > 0)
        {
            held.Write(buffer, 0, read);
            if (held.Length > MaxHeldBytes)
                throw new ProgramDamagedException("A .3mf file above 24 MiB must be saved to disk before it is analysed; it cannot be read from a connection.");
        }

        held.Position = 0;
        return held;
    }
}
