using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>What the plan keeps: the workshop's rules, what was promised, what people fixed, bookings of machines, and who may use what.</summary>
[Migration(2026_11_25_0001)]
public sealed class PlanSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        // YAML; empty: the default rules.
        Alter.Table("workshop").AddColumn("rules").AsString(int.MaxValue).NotNullable().WithDefaultValue("");

        // The published plan, one row per copy that waits. Recomputed; kept so that a restart keeps its promises.
        Create.Table("plan_place")
            .WithColumn("job_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("copy").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("workshop_id").AsString().NotNullable().Indexed()
            .WithColumn("machine_id").AsString().NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().NotNullable()
            .WithColumn("promised_ms").AsInt64().NotNullable();

        // A person's decision: this machine, not before this time. Either may be missing.
        Create.Table("plan_pin")
            .WithColumn("job_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("machine_id").AsString().Nullable()
            .WithColumn("start_ms").AsInt64().Nullable()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();

        Create.Table("booking")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("machine_id").AsString().NotNullable().Indexed()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().NotNullable()
            .WithColumn("note").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("cancelled_at_ms").AsInt64().Nullable();

        // The permission of a person to use a kind of machine, and how it was earned. Withdrawn, never deleted.
        Create.Table("induction")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("account_id").AsString().NotNullable().Indexed()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("earned").AsString(2000).NotNullable()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("withdrawn_at_ms").AsInt64().Nullable();
    }
}
