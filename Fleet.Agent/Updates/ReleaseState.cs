namespace Fleet.Agent.Updates;

/// <param name="Starts">How often it was started on trial.</param>
/// <param name="Rejected">Versions that did not prove themselves here.</param>
/// <param name="Before">The approved version that it replaces; null for the installed one.</param>
sealed record ReleaseState(Release Release, bool Approved, int Starts, string[] Rejected, Release? Before);
