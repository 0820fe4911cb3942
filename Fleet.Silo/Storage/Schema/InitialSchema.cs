using FluentMigrator;
using FluentMigrator.Builders.Create.Table;

namespace Fleet.Silo.Storage.Schema;

/// <summary>
/// The rooms' first tables. Ids are text, instants are Unix milliseconds (UTC), quantities are doubles with the unit in the name,
/// booleans are 0 or 1: both engines then read the same values with the same queries.
/// </summary>
[Migration(2026_11_23_0001)]
public sealed class InitialSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Workshops();
        Agents();
        Work();
        Ledger();
        People();
    }

    void Workshops()
    {
        Table("workshop").WithColumn("name").AsString().NotNullable()
            .WithColumn("time_zone").AsString().NotNullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable();

        Table("machine").WithColumn("workshop_id").AsString().NotNullable().Indexed()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("profile_id").AsString().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("machine_group").AsString().Nullable()
            .WithColumn("agent_id").AsString().Nullable().Indexed()
            .WithColumn("link_address").AsString().NotNullable()
            .WithColumn("baud").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("state").AsString().NotNullable()
            .WithColumn("reason").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("firmware").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("bed_full").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("locked").AsString(2000).Nullable()
            .WithColumn("run_id").AsString().Nullable()
            .WithColumn("run_stage").AsString().Nullable()
            .WithColumn("lease").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("version").AsInt64().NotNullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable();

        Create.Table("machine_command")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("machine_id").AsString().NotNullable().Indexed()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("accepted").AsInt64().Nullable()
            .WithColumn("text").AsString(4000).NotNullable().WithDefaultValue("");
    }

    void Agents()
    {
        Table("agent").WithColumn("name").AsString().NotNullable()
            .WithColumn("thumbprint").AsString().NotNullable().Unique()
            .WithColumn("built_in").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("epoch").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("agent_version").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("ports").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]")
            .WithColumn("enrolled_at_ms").AsInt64().NotNullable()
            .WithColumn("last_seen_ms").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("revoked_at_ms").AsInt64().Nullable();

        Create.Table("join_token")
            .WithColumn("hash").AsString().NotNullable().PrimaryKey()
            .WithColumn("agent_name").AsString().NotNullable()
            .WithColumn("built_in").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("expires_at_ms").AsInt64().NotNullable()
            .WithColumn("used_at_ms").AsInt64().Nullable();

        Table("authority").WithColumn("certificate_pem").AsString(int.MaxValue).NotNullable()
            .WithColumn("key_pem").AsString(int.MaxValue).NotNullable();
    }

    void Work()
    {
        Table("program").WithColumn("name").AsString().NotNullable()
            .WithColumn("size_bytes").AsInt64().NotNullable()
            .WithColumn("kind").AsString().Nullable()
            .WithColumn("analysis").AsString(int.MaxValue).NotNullable()
            .WithColumn("uploaded_by").AsString().NotNullable()
            .WithColumn("uploaded_at_ms").AsInt64().NotNullable();

        Create.Table("program_thumbnail")
            .WithColumn("program_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("png").AsBinary(int.MaxValue).NotNullable();

        Table("job").WithColumn("workshop_id").AsString().NotNullable()
            .WithColumn("program_id").AsString().NotNullable()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("copies").AsInt64().NotNullable()
            .WithColumn("purpose").AsString().NotNullable()
            .WithColumn("state").AsString().NotNullable().Indexed()
            .WithColumn("reason").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("owner_id").AsString().NotNullable()
            .WithColumn("machine_id").AsString().Nullable()
            .WithColumn("machine_group").AsString().Nullable()
            .WithColumn("priority").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("due_at_ms").AsInt64().Nullable()
            .WithColumn("not_before_ms").AsInt64().Nullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("ended_at_ms").AsInt64().Nullable()
            .WithColumn("version").AsInt64().NotNullable();

        Table("run").WithColumn("job_id").AsString().NotNullable().Indexed()
            .WithColumn("machine_id").AsString().NotNullable().Indexed()
            .WithColumn("copy_number").AsInt64().NotNullable()
            .WithColumn("attempt").AsInt64().NotNullable()
            .WithColumn("retry_of").AsString().Nullable()
            .WithColumn("state").AsString().NotNullable().Indexed()
            .WithColumn("phase").AsString().Nullable()
            .WithColumn("progress").AsReal().NotNullable().WithDefaultValue(0)
            .WithColumn("line").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("reason").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("started_at_ms").AsInt64().Nullable()
            .WithColumn("ended_at_ms").AsInt64().Nullable()
            .WithColumn("outcome").AsString().Nullable()
            .WithColumn("outcome_by").AsString().Nullable()
            .WithColumn("outcome_at_ms").AsInt64().Nullable()
            .WithColumn("outcome_note").AsString(2000).NotNullable().WithDefaultValue("");

        Create.Table("plan_note")
            .WithColumn("job_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("sentence").AsString(2000).NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();
    }

    void Ledger()
    {
        FromJournal("run_event").WithColumn("run_id").AsString().NotNullable().Indexed()
            .WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("phase").AsString().NotNullable()
            .WithColumn("reason").AsString(2000).NotNullable()
            .WithColumn("line").AsInt64().NotNullable();

        Table("meter").WithColumn("name").AsString().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("address").AsString(2000).NotNullable()
            .WithColumn("period_s").AsInt64().NotNullable()
            .WithColumn("last_counter_wh").AsReal().Nullable()
            .WithColumn("last_at_ms").AsInt64().Nullable()
            .WithColumn("unsettled").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]")
            .WithColumn("version").AsInt64().NotNullable();

        Create.Table("meter_binding")
            .WithColumn("meter_id").AsString().NotNullable().Indexed()
            .WithColumn("machine_id").AsString().NotNullable().Indexed()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().Nullable();

        FromJournal("meter_reading").WithColumn("meter_id").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("counter_wh").AsReal().Nullable()
            .WithColumn("power_w").AsReal().Nullable()
            .WithColumn("flag").AsString().NotNullable();
        Create.Index().OnTable("meter_reading").OnColumn("meter_id").Ascending().OnColumn("at_ms").Ascending();

        FromJournal("energy_booking", parts: true).WithColumn("id").AsString().NotNullable().Unique()
            .WithColumn("meter_id").AsString().NotNullable()
            .WithColumn("machine_id").AsString().Nullable()
            .WithColumn("run_id").AsString().Nullable().Indexed()
            .WithColumn("account").AsString().NotNullable()
            .WithColumn("phase").AsString().NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().NotNullable().Indexed()
            .WithColumn("wh").AsReal().NotNullable()
            .WithColumn("low_wh").AsReal().NotNullable()
            .WithColumn("high_wh").AsReal().NotNullable()
            .WithColumn("basis").AsString().NotNullable()
            .WithColumn("corrects").AsString().Nullable();

        Table("lot").WithColumn("workshop_id").AsString().NotNullable()
            .WithColumn("material").AsString().NotNullable()
            .WithColumn("colour").AsString().NotNullable()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("density_g_per_cm3").AsReal().NotNullable()
            .WithColumn("diameter_mm").AsReal().NotNullable()
            .WithColumn("opening_g").AsReal().NotNullable()
            .WithColumn("machine_id").AsString().Nullable().Indexed()
            .WithColumn("tool").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("emptied_at_ms").AsInt64().Nullable()
            .WithColumn("version").AsInt64().NotNullable();

        FromJournal("material_booking").WithColumn("id").AsString().NotNullable().Unique()
            .WithColumn("lot_id").AsString().Nullable().Indexed()
            .WithColumn("run_id").AsString().Nullable().Indexed()
            .WithColumn("machine_id").AsString().Nullable()
            .WithColumn("tool").AsInt64().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("material").AsString().NotNullable()
            .WithColumn("length_mm").AsReal().NotNullable()
            .WithColumn("mass_g").AsReal().NotNullable()
            .WithColumn("basis").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable().Indexed()
            .WithColumn("corrects").AsString().Nullable();

        FromJournal("stray_fact").WithColumn("at_ms").AsInt64().NotNullable()
            .WithColumn("fact").AsString(int.MaxValue).NotNullable();

        Create.Table("telemetry_minute")
            .WithColumn("machine_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("series").AsString().NotNullable().PrimaryKey()
            .WithColumn("minute_ms").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("mean").AsReal().NotNullable()
            .WithColumn("lowest").AsReal().NotNullable()
            .WithColumn("highest").AsReal().NotNullable()
            .WithColumn("samples").AsInt64().NotNullable();
    }

    void People()
    {
        Table("account").WithColumn("name").AsString().NotNullable()
            .WithColumn("normalized_name").AsString().NotNullable().Unique()
            .WithColumn("password_hash").AsString(2000).Nullable()
            .WithColumn("security_stamp").AsString().NotNullable()
            .WithColumn("role").AsString().NotNullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("failed_sign_ins").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("locked_out_until_ms").AsInt64().Nullable()
            .WithColumn("version").AsInt64().NotNullable();

        Table("api_key").WithColumn("hash").AsString().NotNullable().Unique()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("account_id").AsString().NotNullable()
            .WithColumn("role").AsString().NotNullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("revoked_at_ms").AsInt64().Nullable();

        Create.Table("setup_link")
            .WithColumn("hash").AsString().NotNullable().PrimaryKey()
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("used_at_ms").AsInt64().Nullable();

        Create.Table("data_protection_key")
            .WithColumn("name").AsString().NotNullable().PrimaryKey()
            .WithColumn("xml").AsString(int.MaxValue).NotNullable();
    }

    ICreateTableWithColumnSyntax Table(string name) =>
        Create.Table(name).WithColumn("id").AsString().NotNullable().PrimaryKey();

    /// <summary>A ledger table: the fact that caused a row is named by (agent, epoch, sequence), which is unique. Bookings that a
    /// person makes carry their own id as the epoch and sequence 0.</summary>
    ICreateTableWithColumnSyntax FromJournal(string name, bool parts = false)
    {
        var table = Create.Table(name)
            .WithColumn("agent_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("epoch").AsString().NotNullable().PrimaryKey()
            .WithColumn("sequence").AsInt64().NotNullable().PrimaryKey();
        return parts ? table.WithColumn("part").AsInt64().NotNullable().PrimaryKey() : table;
    }
}
