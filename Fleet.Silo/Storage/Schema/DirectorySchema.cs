using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>On which node of a cluster each grain is at work.</summary>
[Migration(2026_11_26_0001)]
public sealed class DirectorySchema : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("grain_place")
            .WithColumn("cluster_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("grain_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("node").AsString().NotNullable().Indexed()
            .WithColumn("activation_id").AsString().NotNullable()
            .WithColumn("membership_version").AsInt64().NotNullable();
}
