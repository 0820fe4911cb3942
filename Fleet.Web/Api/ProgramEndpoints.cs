using System.IO.Compression;
using System.Security.Claims;
using Fleet.Silo.Programs;
using Fleet.Web.Accounts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Fleet.Web.Api;

public static class ProgramEndpoints
{
    /// <summary>Form parts and headers around the file.</summary>
    const long FormSlackBytes = 1 << 20;

    public static void MapPrograms(this RouteGroupBuilder api)
    {
        var programs = api.MapGroup("/programs").WithTags("Programs");
        programs.MapPost("/", Upload).WithName("uploadProgram").Accepts<IFormFile>("multipart/form-data")
            .Produces<ProgramView>(201).Produces<ProgramView>().ProducesProblem(413).ProducesProblem(422)
            .WithSummary("Upload a program: multipart field 'file'. It is hashed while it arrives and analysed once.")
            .DisableAntiforgery();
        programs.MapGet("/", async (ProgramDesk desk, int? most) =>
        {
            var rows = await desk.Recent(Math.Clamp(most ?? 50, 1, 500));
            return rows.Select(row => ProgramView.Of(row, hasThumbnail: true));
        }).WithName("listPrograms").WithSummary("Newest programs first.");
        programs.MapGet("/{id}", async (string id, ProgramDesk desk) =>
            await desk.Find(id) is { } row
                ? Results.Ok(ProgramView.Of(row, await desk.Thumbnail(id) is not null))
                : Problems.Of(Refusal.NotFound("program", id))).WithName("getProgram").Produces<ProgramView>().ProducesProblem(404);
        programs.MapGet("/{id}/thumbnail", async (string id, ProgramDesk desk, HttpContext context) =>
        {
            if (await desk.Thumbnail(id) is not { } png)
                return Results.NotFound();
            context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
            return Results.Bytes(png, "image/png");
        }).WithName("getThumbnail").ExcludeFromDescription();
        programs.MapGet("/{id}/file", async (string id, ProgramDesk desk, ProgramFiles files, CancellationToken cancellation) =>
            await desk.Find(id) is { } row && await files.Open(id, cancellation) is { } file
                ? Results.File(file, "text/x-gcode", row.Name)
                : Problems.Of(Refusal.NotFound("program", id))).WithName("downloadProgram");
        programs.MapGet("/{id}/toolpath", Toolpath).WithName("getToolpath").Produces<byte[]>(200, "application/octet-stream").ProducesProblem(404)
            .WithSummary("Every move of a program for a 3D view, in the format of docs/gcode-analysis.md; Brotli where the client accepts it.");
    }

    /// <summary>Browsers accept Brotli from https and localhost alone; in a workshop's own network they get it unpacked.</summary>
    static async Task<IResult> Toolpath(string id, ProgramDesk desk, Toolpaths toolpaths, HttpContext context, CancellationToken cancellation)
    {
        if (await desk.Find(id) is null || await toolpaths.Open(id, cancellation) is not { } packed)
            return Problems.Of(Refusal.NotFound("program", id));
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!context.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "br" && accepted.Quality is not 0))
            return Results.Stream(new BrotliStream(packed, CompressionMode.Decompress), "application/octet-stream");
        context.Response.Headers.ContentEncoding = "br";
        return Results.Stream(packed, "application/octet-stream");
    }

    static async Task<IResult> Upload(HttpContext context, ProgramDesk desk, FleetOptions options, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.LargestProgramBytes + FormSlackBytes;
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and < 200 } boundary)
            return Problems.Of(Refusal.Invalid("notMultipart", "Send the program as multipart/form-data with a field 'file'."));
        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition())
                    continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
                var answer = await desk.Receive(section.Body, name.Value, user.ToVisitor(), cancellation);
                if (answer.Value is not { } receipt)
                    return Problems.Of(answer.Refusal!);
                var view = ProgramView.Of(receipt, await desk.Thumbnail(receipt.Program.Id) is not null);
                return receipt.Duplicate ? Results.Ok(view) : Results.Created($"/api/programs/{view.Id}", view);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return Problems.Of(Refusal.Invalid("uploadBroken", "The upload broke off before its end; nothing was kept. Send it again."));
        }
        return Problems.Of(Refusal.Invalid("noFile", "The form holds no file. Send the program in a field 'file'."));
    }
}
