using System.Text.Json;
using Fleet.Core.Footprint.Judging;
using Fleet.Silo.Desk.Views;

namespace Fleet.Silo.Desk;

/// <summary>
/// Hears what no meter says of a job: what it replaces, for whom it is, which goals it serves, where its design is. Nothing is asked twice
/// and nothing is filled in for people.
/// </summary>
public sealed class StoryDesk(IDatabase database)
{
    const int LongestText = 200;
    const int LongestAddress = 1000;

    static readonly HashSet<string> KnownTags = [.. OpenWorkshopGoals.Goals, .. OpenWorkshopGoals.Potentials, .. OpenWorkshopGoals.Modes];

    public async Task<StoryView?> Find(string jobId) => await database.Find<StoryRow>(
        "select id, owner_id, displacement, displaced_product, for_workshop, tags, design_url, design_licence, documentation_url, show_owner from job where id = @jobId", new { jobId }) is { } row ? row.ToView() : null;

    public async Task<Answer<StoryView>> Tell(string jobId, StoryRequest request, Visitor visitor)
    {
        if (await database.Find<string>("select owner_id from job where id = @jobId", new { jobId }) is not { } owner)
            return Refusal.NotFound("job", jobId);
        var own = owner == visitor.AccountId;
        if (visitor.Role < Role.Operator && !(own && visitor.Role >= Role.Member))
            return Refusal.Forbidden("This job belongs to somebody else. Ask them or an operator.");
        if (request.ShowOwner == true && !own)
            return Refusal.Forbidden("Only the job's owner can agree to be named. Ask them.");
        if (request.Displacement is { Length: > 0 } && Word.Read<DisplacementAnswer>(request.Displacement) is null)
            return Refusal.Invalid("displacement", $"'{request.Displacement}' is no answer. Known are {string.Join(", ", Word.All<DisplacementAnswer>())}; empty is one too.");
        if (request.Tags?.FirstOrDefault(tag => !KnownTags.Contains(tag)) is { } unknown)
            return Refusal.Invalid("tags", $"'{unknown}' is no goal or potential. Look at GET /api/evidence/words for what there is.");
        if (new[] { request.DisplacedProduct, request.ForWorkshop, request.DesignLicence }.Any(text => text is { Length: > LongestText }))
            return Refusal.Invalid("tooLong", $"A text is longer than {LongestText} characters.");
        if (new[] { request.DesignUrl, request.DocumentationUrl }.FirstOrDefault(address => address is { Length: > 0 } && !IsAddress(address)) is { } wrong)
            return Refusal.Invalid("address", $"'{wrong}' is no web address. Write it from https:// on.");
        await database.Execute(
            """
            update job set displacement = case when @Displacement is null then displacement when @Displacement = '' then null else @Displacement end,
                displaced_product = coalesce(@DisplacedProduct, displaced_product), for_workshop = coalesce(@ForWorkshop, for_workshop), tags = coalesce(@tags, tags),
                design_url = coalesce(@DesignUrl, design_url), design_licence = coalesce(@DesignLicence, design_licence), documentation_url = coalesce(@DocumentationUrl, documentation_url),
                show_owner = coalesce(@showOwner, show_owner)
            where id = @jobId
            """,
            new
            {
                jobId, Displacement = request.Displacement is { Length: > 0 } word ? Word.Of(Word.Read<DisplacementAnswer>(word)!.Value) : request.Displacement,
                DisplacedProduct = request.DisplacedProduct?.Trim(), ForWorkshop = request.ForWorkshop?.Trim(), tags = request.Tags is null ? null : JsonSerializer.Serialize(request.Tags.Distinct()),
                DesignUrl = request.DesignUrl?.Trim(), DesignLicence = request.DesignLicence?.Trim(), DocumentationUrl = request.DocumentationUrl?.Trim(),
                showOwner = request.ShowOwner is { } shown ? (shown ? 1L : 0L) : (long?)null,
            });
        return (await Find(jobId))!;
    }

    internal static bool IsAddress(string address) => address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");

    sealed record StoryRow
    {
        public string Id { get; init; } = "";
        public string OwnerId { get; init; } = "";
        public string? Displacement { get; init; }
        public string DisplacedProduct { get; init; } = "";
        public string ForWorkshop { get; init; } = "";
        public string Tags { get; init; } = "[]";
        public string DesignUrl { get; init; } = "";
        public string DesignLicence { get; init; } = "";
        public string DocumentationUrl { get; init; } = "";
        public long ShowOwner { get; init; }

        public StoryView ToView() => new(Id, Displacement, DisplacedProduct, ForWorkshop, JsonSerializer.Deserialize<string[]>(Tags) ?? [], DesignUrl, DesignLicence, DocumentationUrl, ShowOwner == 1);
    }
}
