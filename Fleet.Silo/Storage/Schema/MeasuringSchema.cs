using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>
/// Meters that stand for themselves (circuits, peripherals), what their readings tell, what machines taught of their power, and material
/// beyond filament: kinds and routes of scrap, sheets, offcuts.
/// </summary>
[Migration(2026_11_25_0002)]
public sealed class MeasuringSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Meters();
        Peripherals();
        Material();
        Checks();
    }

    void Meters()
    {
        // machine: its readings come with a machine's doings. circuit: there is more behind it than machines.
        Alter.Table("meter")
            .AddColumn("role").AsString().NotNullable().WithDefaultValue("machine")
            .AddColumn("agent_id").AsString().Nullable()
            .AddColumn("limit_w").AsReal().Nullable()
            .AddColumn("accuracy").AsReal().Nullable()
            .AddColumn("resets_daily").AsInt64().NotNullable().WithDefaultValue(0)
            .AddColumn("retired_at_ms").AsInt64().Nullable();

        Alter.Table("meter_reading")
            .AddColumn("machine_id").AsString().Nullable()
            .AddColumn("run_id").AsString().Nullable()
            .AddColumn("phase").AsString().Nullable()
            .AddColumn("resolution_wh").AsReal().Nullable();

        // Meters that announce themselves in the agent's network, JSON.
        Alter.Table("agent").AddColumn("found_meters").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]");

        Create.Index("ix_energy_booking_meter").OnTable("energy_booking").OnColumn("meter_id").Ascending().OnColumn("to_ms").Ascending();
        Create.Index("ix_energy_booking_corrects").OnTable("energy_booking").OnColumn("corrects").Ascending();

        Create.Table("learnt_power")
            .WithColumn("meter_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("machine_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("phase").AsString().NotNullable().PrimaryKey()
            .WithColumn("mean_w").AsReal().NotNullable()
            .WithColumn("weight").AsReal().NotNullable()
            .WithColumn("shape").AsReal().NotNullable()
            .WithColumn("scale_w2").AsReal().NotNullable()
            .WithColumn("spells").AsInt64().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();
    }

    void Peripherals()
    {
        Create.Table("peripheral")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("workshop_id").AsString().NotNullable()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("running_w").AsReal().NotNullable()
            .WithColumn("relative_uncertainty").AsReal().NotNullable()
            .WithColumn("runs_while").AsString().NotNullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("retired_at_ms").AsInt64().Nullable();

        Create.Table("peripheral_service")
            .WithColumn("peripheral_id").AsString().NotNullable().Indexed()
            .WithColumn("machine_id").AsString().NotNullable().Indexed()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().Nullable();
    }

    void Material()
    {
        Alter.Table("material_booking")
            .AddColumn("scrap_kind").AsString().Nullable()
            .AddColumn("route").AsString().Nullable()
            .AddColumn("note").AsString(2000).Nullable();

        // Sheets and blanks; a filament has none of the measures. Offcuts name the lot that they come from.
        Alter.Table("lot")
            .AddColumn("form").AsString().NotNullable().WithDefaultValue("filament")
            .AddColumn("length_mm").AsReal().Nullable()
            .AddColumn("width_mm").AsReal().Nullable()
            .AddColumn("thickness_mm").AsReal().Nullable()
            .AddColumn("cut_from").AsString().Nullable();

        // Which lot was on which tool, and when: facts that arrive a day late find the lot of their time.
        Create.Table("lot_load")
            .WithColumn("lot_id").AsString().NotNullable().Indexed()
            .WithColumn("machine_id").AsString().NotNullable().Indexed()
            .WithColumn("tool").AsInt64().NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().Nullable();
        Execute.Sql("insert into lot_load (lot_id, machine_id, tool, from_ms) select id, machine_id, tool, 0 from lot where machine_id is not null");

        // What a job is milled or cut from, and with which tool: known, the removed volume is too.
        Create.Table("milling_setup")
            .WithColumn("program_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("setup").AsString(int.MaxValue).NotNullable()
            .WithColumn("removed_mm3").AsReal().NotNullable()
            .WithColumn("stock_mm3").AsReal().NotNullable()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();
    }

    void Checks() =>
        Create.Table("book_check")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("meters").AsInt64().NotNullable()
            .WithColumn("lots").AsInt64().NotNullable()
            .WithColumn("faults").AsString(int.MaxValue).NotNullable();
}
