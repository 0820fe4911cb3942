using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>Workshops that plan together, one of which keeps the plan of all, and where machines stood before they were carried elsewhere.</summary>
[Migration(2026_11_27_0103)]
public sealed class SeveralWorkshopsSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        // Null: it keeps its own plan. Else the workshop that keeps it, which plans with nobody itself.
        Alter.Table("workshop").AddColumn("plans_with").AsString().Nullable();

        // From when on a machine stands where. A machine that never moved has no row: it always stood where it stands.
        Create.Table("machine_stay")
            .WithColumn("machine_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("from_ms").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("workshop_id").AsString().NotNullable();
    }
}
