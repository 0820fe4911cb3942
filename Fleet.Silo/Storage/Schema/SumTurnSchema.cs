using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>In which order days and months of sums were stored, so that readers that keep them in memory see what is new.</summary>
[Migration(2026_11_26_0011)]
public sealed class SumTurnSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("sum_turn")
            .WithColumn("span").AsString().NotNullable().PrimaryKey()
            .WithColumn("start_ms").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("turn").AsInt64().NotNullable().Indexed();
    }
}
