using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>What is wished of a job's copies, jobs that belong together, and what was loaded when a copy began.</summary>
[Migration(2026_11_26_0101)]
public sealed class WishSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        // together: free, machine, lot. colour: null is any, 'same' is one for all copies.
        Alter.Table("job").AddColumn("together").AsString().NotNullable().WithDefaultValue("free");
        Alter.Table("job").AddColumn("colour").AsString().Nullable();
        Alter.Table("job").AddColumn("assembly_id").AsString().Nullable().Indexed();

        Alter.Table("run").AddColumn("lot_id").AsString().Nullable();
        Alter.Table("run").AddColumn("colour").AsString().NotNullable().WithDefaultValue("");

        Create.Table("assembly")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("workshop_id").AsString().NotNullable().Indexed()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("owner_id").AsString().NotNullable()
            .WithColumn("due_at_ms").AsInt64().Nullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable();
    }
}
