using FluentMigrator.Builders;
using FluentMigrator.Infrastructure;

namespace Fleet.Silo.Storage.Schema;

static class ColumnTypes
{
    /// <summary>
    /// A double on both engines. FluentMigrator's own double is NUMERIC on SQLite, which turns 5.0 into the integer 5 and thereby
    /// changes the type of a column from row to row.
    /// </summary>
    public static TNext AsReal<TNext>(this IColumnTypeSyntax<TNext> column) where TNext : IFluentSyntax => column.AsCustom("double precision");
}
