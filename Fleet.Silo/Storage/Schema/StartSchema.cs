using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>Who started which run against the workshop's hours, and why. Written once, never changed.</summary>
[Migration(2026_11_26_0100)]
public sealed class StartSchema : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("set_aside")
            .WithColumn("run_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("reason").AsString(1000).NotNullable()
            .WithColumn("conditions").AsString(4000).NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();
}
