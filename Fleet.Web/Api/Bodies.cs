namespace Fleet.Web.Api;

/// <summary>Files that come as the body of a request, or as the field <c>file</c> of a form.</summary>
static class Bodies
{
    /// <summary>Null when it is larger than it may be.</summary>
    public static async Task<byte[]?> Read(HttpRequest request, int mostBytes, CancellationToken cancellation)
    {
        // Programs that send a file often call it a form (curl --data-binary does): only one of several parts is one.
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            var form = await request.ReadFormAsync(cancellation);
            if (form.Files.Count == 0)
                return [];
            return form.Files[0].Length > mostBytes ? null : await All(form.Files[0].OpenReadStream(), mostBytes, cancellation);
        }
        return await All(request.Body, mostBytes, cancellation);
    }

    public static Refusal TooLarge(int mostBytes) => new(RefusalKind.TooLarge, "fileTooLarge", $"The file is larger than {mostBytes >> 20} MiB. Cut it into years or regions.");

    public static IResult Done(Refusal? refusal) => refusal is null ? Results.NoContent() : Problems.Of(refusal);

    static async Task<byte[]?> All(Stream stream, int mostBytes, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            if (content.Length + read > mostBytes)
                return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
