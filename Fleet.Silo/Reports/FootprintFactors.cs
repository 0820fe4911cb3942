using System.Text.Json;
using Fleet.Core.Footprint.Factors;
using Fleet.Silo.Reports.Sums;
using Factor = Fleet.Core.Footprint.Factors.Factor;

namespace Fleet.Silo.Reports;

/// <summary>The factors in use: sets that were imported, newest first, and behind them the shipped ones.</summary>
public sealed class FootprintFactors(IDatabase database, SupplyOverTime supplies)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(Factor factor) => JsonSerializer.Serialize(factor, Json);

    public async Task<FactorBasis> Of(CancellationToken cancellation = default)
    {
        var rows = await database.List<(string SetId, string Name, string Version, string Licence, string Document)>(
            """
            select factor_set.id, factor_set.name, factor_set.version, factor_set.licence, factor.document
            from factor_set join factor on factor.set_id = factor_set.id where factor_set.retired_at_ms is null
            order by factor_set.imported_at_ms desc, factor_set.id, factor.key
            """, null, cancellation);
        var sets = rows.GroupBy(row => (row.SetId, row.Name, row.Version, row.Licence))
            .Select(set => new FactorSet(set.Key.SetId, set.Key.Name, set.Key.Version, set.Key.Licence, [.. set.Select(row => JsonSerializer.Deserialize<Factor>(row.Document, Json)!)]));
        var choices = (await database.List<(string Material, string SetId, string Key)>("select material, set_id, factor_key from material_factor", null, cancellation))
            .ToDictionary(choice => choice.Material, choice => (choice.SetId, choice.Key));
        return new(new FactorLibrary([.. sets, .. ShippedFactors.Sets], choices), await supplies.All(cancellation));
    }
}
