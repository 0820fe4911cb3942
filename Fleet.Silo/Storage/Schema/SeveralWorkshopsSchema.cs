using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>Workshops that plan together: one of them keeps the plan of all.</summary>
[Migration(2026_11_27_0103)]
public sealed class SeveralWorkshopsSchema : ForwardOnlyMigration
{
    public override void Up() =>
        // Null: it keeps its own plan. Else the workshop that keeps it, which plans with nobody itself.
        Alter.Table("workshop").AddColumn("plans_with").AsString().Nullable();
}
