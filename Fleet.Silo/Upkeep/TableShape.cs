using System.Data.Common;
using Dapper;

namespace Fleet.Silo.Upkeep;

/// <summary>A table's name and its columns in alphabetical order, which is the same on both engines.</summary>
public sealed record TableShape(string Table, IReadOnlyList<string> Columns)
{
    /// <summary>What a moment holds and a backup need not: who is a node now, sums, and the migrations' own table.</summary>
    static readonly HashSet<string> Fleeting = new(StringComparer.OrdinalIgnoreCase)
    {
        "VersionInfo", "cluster_node", "cluster_version", "agent_door", "grain_place",
        // Sums are made again from the ledger.
        "energy_sum", "material_sum", "run_sum", "person_sum", "person_first", "sum_state", "sum_stale", "sum_turn",
    };

    public static async Task<IReadOnlyList<TableShape>> Of(DbConnection connection, DatabaseEngine engine, DbTransaction? transaction)
    {
        var columns = await connection.QueryAsync<(string Table, string Column)>(
            engine == DatabaseEngine.Sqlite
                ? """
                  select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
                  where m.type = 'table' and m.name not like 'sqlite_%'
                  """
                : "select table_name, column_name from information_schema.columns where table_schema = current_schema()", transaction: transaction);
        return [.. columns.Where(column => !Fleeting.Contains(column.Table)).GroupBy(column => column.Table)
            .Select(table => new TableShape(table.Key, [.. table.Select(column => column.Column).Order(StringComparer.Ordinal)]))
            .OrderBy(shape => shape.Table, StringComparer.Ordinal)];
    }

    public string Select => $"select {string.Join(", ", Columns.Select(Quoted))} from {Quoted(Table)}";

    public string Insert => $"insert into {Quoted(Table)} ({string.Join(", ", Columns.Select(Quoted))}) values ({string.Join(", ", Columns.Select((_, number) => $"@p{number}"))})";

    static string Quoted(string name) => $"\"{name}\"";
}
