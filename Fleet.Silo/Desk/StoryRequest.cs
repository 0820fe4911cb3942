namespace Fleet.Silo.Desk;

/// <summary>What somebody tells of a job beside what machines measure. A field that is null stays as it is; an empty text takes it back.</summary>
/// <param name="Displacement">A word of <see cref="Core.Footprint.Judging.DisplacementAnswer"/>: what would have been without the part.</param>
/// <param name="DisplacedProduct">What it replaces, in a few words.</param>
/// <param name="ForWorkshop">Another workshop that it is made for.</param>
/// <param name="Tags">Goals and potentials (<see cref="Core.Footprint.Judging.OpenWorkshopGoals"/>).</param>
/// <param name="ShowOwner">Consent of the owner to be named on passports; nobody else may give it.</param>
public sealed record StoryRequest(
    string? Displacement = null, string? DisplacedProduct = null, string? ForWorkshop = null, IReadOnlyList<string>? Tags = null, string? DesignUrl = null, string? DesignLicence = null,
    string? DocumentationUrl = null, bool? ShowOwner = null);
