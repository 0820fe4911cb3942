using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Core.Footprint.Factors;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Reports;
using Factor = Fleet.Core.Footprint.Factors.Factor;

namespace Fleet.Silo.Desk;

/// <summary>Takes factor tables in and lets people say which factor stands for which material. Nothing without a source gets past.</summary>
public sealed class FactorDesk(IDatabase database, FootprintFactors factors, TimeProvider time)
{
    public const int LargestBytes = 64 << 20;

    public static IReadOnlyList<string> Formats { get; } = ["table", "oekobaudat", "ember"];

    static readonly Refusal OfficersOnly = Refusal.Forbidden("Factors decide what reports say: officers and administrators import them. Ask one of them.");

    public async Task<IReadOnlyList<FactorSetView>> Sets()
    {
        var imported = await database.List<SetRow>(
            """
            select factor_set.id, name, version, licence, format, faults, imported_by, imported_at_ms, retired_at_ms, count(factor.key) as factors
            from factor_set left join factor on factor.set_id = factor_set.id
            group by factor_set.id, name, version, licence, format, faults, imported_by, imported_at_ms, retired_at_ms order by imported_at_ms desc
            """);
        return
        [
            .. imported.Select(row => new FactorSetView(row.Id, row.Name, row.Version, row.Licence, row.Format, (int)row.Factors,
                JsonSerializer.Deserialize<string[]>(row.Faults) ?? [], row.ImportedBy, Instants.At(row.ImportedAtMs), Instants.At(row.RetiredAtMs), Shipped: false)),
            .. ShippedFactors.Sets.Select(set => new FactorSetView(set.Id, set.Name, set.Version, set.Licence, "table", set.Factors.Count, [], "", null, null, Shipped: true)),
        ];
    }

    public async Task<IReadOnlyList<Factor>?> Factors(string setId)
    {
        if (ShippedFactors.Sets.FirstOrDefault(set => set.Id == setId) is { } shipped)
            return shipped.Factors;
        var basis = await factors.Of();
        return basis.Library.Sets.FirstOrDefault(set => set.Id == setId)?.Factors;
    }

    /// <param name="licence">Under which terms the workshop has the table; empty: what the rows say.</param>
    public async Task<Answer<FactorSetView>> Import(string? name, string? version, string? format, string? licence, byte[] content, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return OfficersOnly;
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100)
            return Refusal.Invalid("name", "Give the table a name of up to 100 characters, for instance OEKOBAUDAT.");
        if (!Formats.Contains(format))
            return Refusal.Invalid("format", $"'{format}' is no format. Known are {string.Join(", ", Formats)}.");
        var stated = licence?.Trim() ?? "";
        var reading = format switch
        {
            "oekobaudat" => stated.Length > 0 ? OekobaudatTable.Read(content, stated) : OekobaudatTable.Read(content),
            "ember" => stated.Length > 0 ? EmberTable.Read(Table.Decode(content), stated) : EmberTable.Read(Table.Decode(content)),
            _ => FactorTable.Read(Table.Decode(content)),
        };
        if (!reading.IsUsable)
            return Refusal.Invalid("factors", Sentence(reading.Faults));
        var row = new SetRow
        {
            Id = Ids.New(time), Name = name.Trim(), Version = string.IsNullOrWhiteSpace(version) ? time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : version.Trim(),
            Licence = stated.Length > 0 ? stated : string.Join("; ", reading.Factors.Select(factor => factor.Licence).Where(text => text.Length > 0).Distinct()),
            Format = format!, Faults = JsonSerializer.Serialize(reading.Faults.Select(fault => fault.ToString())), ImportedBy = visitor.Name, ImportedAtMs = time.NowMs(), Factors = reading.Factors.Count,
        };
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        if (await database.Find<string>("select name from factor_set where sha256 = @sha256 and format = @Format and retired_at_ms is null", new { sha256, row.Format }) is { } twin)
            return Refusal.Conflict("sameFile", $"Exactly this file is in use already, as {twin}.");
        await database.Write(async transaction =>
        {
            // One version of a table is in use; the older one stays for the reports that used it.
            await transaction.Execute("update factor_set set retired_at_ms = @ImportedAtMs where name = @Name and retired_at_ms is null", row);
            await transaction.Execute(
                """
                insert into factor_set (id, name, version, licence, format, sha256, faults, imported_by, imported_at_ms)
                values (@Id, @Name, @Version, @Licence, @Format, @sha256, @Faults, @ImportedBy, @ImportedAtMs)
                """, new { row.Id, row.Name, row.Version, row.Licence, row.Format, sha256, row.Faults, row.ImportedBy, row.ImportedAtMs });
            return await transaction.ExecuteMany("insert into factor (set_id, key, document) values (@set, @Key, @document)",
                [.. reading.Factors.Select(factor => new { set = row.Id, factor.Key, document = FootprintFactors.Write(factor) })]);
        });
        return (await Sets()).First(set => set.Id == row.Id);
    }

    public async Task<Refusal?> Retire(string setId, Visitor visitor) => visitor.Role < Role.Officer ? OfficersOnly
        : await database.Execute("update factor_set set retired_at_ms = @now where id = @setId and retired_at_ms is null", new { setId, now = time.NowMs() }) == 0
            ? Refusal.NotFound("factor set in use", setId) : null;

    /// <summary>Every material that lots or bookings name, with the factor that stands for it; null where none does.</summary>
    public async Task<IReadOnlyList<MaterialFactorView>> Materials()
    {
        var basis = await factors.Of();
        var chosen = (await database.List<string>("select material from material_factor")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var materials = await database.List<string>("select distinct material from (select material from lot union select material from material_sum where dimension = 'machine' and span = 'day') named where material <> '' order by material");
        return [.. materials.Select(material => basis.Library.Material(material) is { } used
            ? new MaterialFactorView(material, used.SetId, used.Factor.Key, used.Factor.Name, used.Factor.Gwp.TotalKg, used.Factor.Basis, used.Factor.Source, used.Factor.Year, chosen.Contains(material))
            : new MaterialFactorView(material, null, null, null, null, null, null, null, false))];
    }

    /// <param name="key">Null: the choice is taken back, the name decides again.</param>
    public async Task<Refusal?> Choose(string material, string? setId, string? key, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return OfficersOnly;
        if (key is null)
        {
            await database.Execute("delete from material_factor where material = @material", new { material });
            return null;
        }
        if ((await factors.Of()).Library.Find(setId ?? "", key) is not { } used || used.Factor.Kind != FactorKind.Material)
            return Refusal.Invalid("unknownFactor", $"There is no material factor {key} in the set {setId}. Look at the list of sets for what there is.");
        await database.Execute(
            """
            insert into material_factor (material, set_id, factor_key, by_account, at_ms) values (@material, @setId, @key, @by, @now)
            on conflict (material) do update set set_id = excluded.set_id, factor_key = excluded.factor_key, by_account = excluded.by_account, at_ms = excluded.at_ms
            """, new { material, setId, key, by = visitor.Name, now = time.NowMs() });
        return null;
    }

    /// <summary>The first faults as one text: where, what, and what to do.</summary>
    internal static string Sentence(IReadOnlyList<RowFault> faults)
    {
        const int Most = 5;
        var refused = faults.Where(fault => fault.Refused).ToList();
        return string.Join(' ', refused.Take(Most).Select(fault => fault.ToString())) + (refused.Count > Most ? $" And {refused.Count - Most} more. Nothing was imported." : " Nothing was imported.");
    }

    sealed record SetRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Version { get; init; } = "";
        public string Licence { get; init; } = "";
        public string Format { get; init; } = "";
        public string Faults { get; init; } = "[]";
        public string ImportedBy { get; init; } = "";
        public long ImportedAtMs { get; init; }
        public long? RetiredAtMs { get; init; }
        public long Factors { get; init; }
    }
}
