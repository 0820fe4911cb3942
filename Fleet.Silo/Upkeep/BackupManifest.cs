namespace Fleet.Silo.Upkeep;

/// <summary>The first thing to read of a backup: <c>manifest.json</c> in it.</summary>
/// <param name="Format">1.</param>
/// <param name="Schema">The newest migration of the database that it was taken from.</param>
/// <param name="Columns">By table, in the order of the values in each line of <c>tables/NAME.jsonl</c>.</param>
/// <param name="Programs">Their SHA-256; each is a file <c>programs/SHA256</c>.</param>
public sealed record BackupManifest(
    int Format, long Schema, DateTimeOffset TakenAt, IReadOnlyDictionary<string, IReadOnlyList<string>> Columns, IReadOnlyList<TableDigest> Tables,
    IReadOnlyList<string> Programs);
