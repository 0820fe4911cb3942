using System.Data.Common;
using Dapper;

namespace Fleet.Silo.Storage;

/// <summary>The few shapes in which the rooms talk to the database.</summary>
public static class DatabaseQueries
{
    static DatabaseQueries() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public static Task<IReadOnlyList<T>> List<T>(
        this IDatabase database, string sql, object? parameters = null, CancellationToken cancellation = default) =>
        database.Read<IReadOnlyList<T>>(
            async connection => [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellation))],
            cancellation);

    /// <summary>The one row, or null.</summary>
    public static Task<T?> Find<T>(
        this IDatabase database, string sql, object? parameters = null, CancellationToken cancellation = default) =>
        database.Read<T?>(
            connection => connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellation)),
            cancellation);

    /// <summary>The condition that a column holds one of a list; each engine has its own words for it.</summary>
    /// <param name="list">The parameter's name, for instance <c>@ids</c>; its value is an array.</param>
    public static string OneOf(this IDatabase database, string column, string list) =>
        database.Engine == DatabaseEngine.PostgreSql ? $"{column} = any({list})" : $"{column} in {list}";

    /// <summary>One statement in a transaction of its own; the number of rows that it touched.</summary>
    public static Task<int> Execute(
        this IDatabase database, string sql, object? parameters = null, CancellationToken cancellation = default) =>
        database.Write(transaction => transaction.Execute(sql, parameters), cancellation);

    /// <summary>One statement inside a transaction.</summary>
    public static Task<int> Execute(this DbTransaction transaction, string sql, object? parameters = null) =>
        transaction.Connection!.ExecuteAsync(sql, parameters, transaction);

    /// <summary>One statement for each of many rows; prepared once.</summary>
    public static Task<int> ExecuteMany<TRow>(this DbTransaction transaction, string sql, IReadOnlyCollection<TRow> rows) =>
        rows.Count == 0 ? Task.FromResult(0) : transaction.Connection!.ExecuteAsync(sql, rows, transaction);

    public static Task<T?> Find<T>(this DbTransaction transaction, string sql, object? parameters = null) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<T>(sql, parameters, transaction);

    public static async Task<IReadOnlyList<T>> List<T>(this DbTransaction transaction, string sql, object? parameters = null) =>
        [.. await transaction.Connection!.QueryAsync<T>(sql, parameters, transaction)];
}
