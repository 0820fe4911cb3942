using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fleet.Silo.Storage;

/// <summary>
/// One statement for many rows, bound by place: the provider looks for each parameter's name among all others and makes an object for each
/// value, which costs more than the row.
/// </summary>
static class SqliteRows
{
    /// <param name="statement">With as many <c>?</c> as a row has values.</param>
    /// <exception cref="SqliteException">As the provider would say it.</exception>
    public static void Insert(SqliteConnection connection, string statement, IEnumerable<object?[]> rows)
    {
        var database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, statement, out var prepared), database);
        using (prepared)
            foreach (var row in rows)
            {
                for (var place = 0; place < row.Length; place++)
                    Bind(prepared, place + 1, row[place]);
                var answer = raw.sqlite3_step(prepared);
                if (answer != raw.SQLITE_DONE)
                    SqliteException.ThrowExceptionForRC(answer, database);
                raw.sqlite3_reset(prepared);
            }
    }

    static void Bind(sqlite3_stmt prepared, int place, object? value) => _ = value switch
    {
        null => raw.sqlite3_bind_null(prepared, place),
        string text => raw.sqlite3_bind_text(prepared, place, text),
        long whole => raw.sqlite3_bind_int64(prepared, place, whole),
        int whole => raw.sqlite3_bind_int64(prepared, place, whole),
        bool truth => raw.sqlite3_bind_int64(prepared, place, truth ? 1 : 0),
        // As the provider does: SQLite has no "not a number".
        double real => raw.sqlite3_bind_double(prepared, place, real),
        _ => throw new ArgumentException($"A value of {value.GetType()} is not known here."),
    };
}
