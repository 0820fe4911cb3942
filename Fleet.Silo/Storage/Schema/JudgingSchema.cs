using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>
/// What turns the ledger into reports: factors, carbon signals, sums that are rebuilt from the ledger whenever it changes, published
/// reports, and what people say of their work.
/// </summary>
[Migration(2026_11_25_0003)]
public sealed class JudgingSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Factors();
        Signals();
        Sums();
        People();
        Published();
    }

    void Factors()
    {
        // A set never changes; a correction is a newer version, and the older one is retired.
        Create.Table("factor_set")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("name").AsString().NotNullable()
            .WithColumn("version").AsString().NotNullable()
            .WithColumn("licence").AsString(2000).NotNullable()
            .WithColumn("format").AsString().NotNullable()
            .WithColumn("sha256").AsString().NotNullable()
            .WithColumn("faults").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]")
            .WithColumn("imported_by").AsString().NotNullable()
            .WithColumn("imported_at_ms").AsInt64().NotNullable()
            .WithColumn("retired_at_ms").AsInt64().Nullable();

        Create.Table("factor")
            .WithColumn("set_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("key").AsString().NotNullable().PrimaryKey()
            .WithColumn("document").AsString(int.MaxValue).NotNullable();

        Create.Table("material_factor")
            .WithColumn("material").AsString().NotNullable().PrimaryKey()
            .WithColumn("set_id").AsString().NotNullable()
            .WithColumn("factor_key").AsString().NotNullable()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();
    }

    void Signals()
    {
        Create.Table("carbon_series")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("zone").AsString().NotNullable()
            .WithColumn("signal").AsString().NotNullable()
            .WithColumn("source").AsString(2000).NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().NotNullable()
            .WithColumn("slots").AsInt64().NotNullable()
            .WithColumn("faults").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]")
            .WithColumn("imported_by").AsString().NotNullable()
            .WithColumn("imported_at_ms").AsInt64().NotNullable();

        Create.Table("carbon_slot")
            .WithColumn("zone").AsString().NotNullable().PrimaryKey()
            .WithColumn("signal").AsString().NotNullable().PrimaryKey()
            .WithColumn("start_ms").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("end_ms").AsInt64().NotNullable()
            .WithColumn("g_per_kwh").AsReal().NotNullable()
            .WithColumn("series_id").AsString().NotNullable();

        // What a workshop is supplied with, from an instant on.
        Create.Table("supply")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("workshop_id").AsString().NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("zone").AsString().NotNullable()
            .WithColumn("signal").AsString().NotNullable()
            .WithColumn("contract").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("contract_g_per_kwh").AsReal().Nullable()
            .WithColumn("contract_source").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();

        Create.Table("roof_slot")
            .WithColumn("workshop_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("start_ms").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("end_ms").AsInt64().NotNullable()
            .WithColumn("wh").AsReal().NotNullable();
    }

    /// <summary>Never the truth: every row can be computed again from the ledger. Left out of backups.</summary>
    void Sums()
    {
        Create.Table("energy_sum")
            .WithColumn("span").AsString().NotNullable()
            .WithColumn("start_ms").AsInt64().NotNullable()
            .WithColumn("dimension").AsString().NotNullable()
            .WithColumn("key").AsString().NotNullable()
            .WithColumn("account").AsString().NotNullable()
            .WithColumn("phase").AsString().NotNullable()
            .WithColumn("basis").AsString().NotNullable()
            .WithColumn("wh").AsReal().NotNullable()
            .WithColumn("low_wh").AsReal().NotNullable()
            .WithColumn("high_wh").AsReal().NotNullable()
            .WithColumn("hours").AsReal().NotNullable()
            .WithColumn("slot_wh").AsReal().NotNullable()
            .WithColumn("slot_g").AsReal().NotNullable()
            .WithColumn("roof_wh").AsReal().NotNullable();
        Create.Index().OnTable("energy_sum").OnColumn("dimension").Ascending().OnColumn("span").Ascending().OnColumn("start_ms").Ascending();

        Create.Table("material_sum")
            .WithColumn("span").AsString().NotNullable()
            .WithColumn("start_ms").AsInt64().NotNullable()
            .WithColumn("dimension").AsString().NotNullable()
            .WithColumn("key").AsString().NotNullable()
            .WithColumn("material").AsString().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("basis").AsString().NotNullable()
            .WithColumn("outcome").AsString().NotNullable()
            .WithColumn("mass_g").AsReal().NotNullable();
        Create.Index().OnTable("material_sum").OnColumn("dimension").Ascending().OnColumn("span").Ascending().OnColumn("start_ms").Ascending();

        Create.Table("run_sum")
            .WithColumn("span").AsString().NotNullable()
            .WithColumn("start_ms").AsInt64().NotNullable()
            .WithColumn("dimension").AsString().NotNullable()
            .WithColumn("key").AsString().NotNullable()
            .WithColumn("runs").AsInt64().NotNullable()
            .WithColumn("good").AsInt64().NotNullable()
            .WithColumn("first_good").AsInt64().NotNullable()
            .WithColumn("unjudged").AsInt64().NotNullable()
            .WithColumn("retries").AsInt64().NotNullable()
            .WithColumn("failed_wh").AsReal().NotNullable()
            .WithColumn("failed_g").AsReal().NotNullable()
            .WithColumn("retry_warm_up_wh").AsReal().NotNullable()
            .WithColumn("hours").AsReal().NotNullable();
        Create.Index().OnTable("run_sum").OnColumn("dimension").Ascending().OnColumn("span").Ascending().OnColumn("start_ms").Ascending();

        // Who stands behind a group: needed to hide groups of few people, and never shown.
        Create.Table("person_sum")
            .WithColumn("span").AsString().NotNullable()
            .WithColumn("start_ms").AsInt64().NotNullable()
            .WithColumn("dimension").AsString().NotNullable()
            .WithColumn("key").AsString().NotNullable()
            .WithColumn("owner_id").AsString().NotNullable();
        Create.Index().OnTable("person_sum").OnColumn("dimension").Ascending().OnColumn("span").Ascending().OnColumn("start_ms").Ascending();

        Create.Table("person_first")
            .WithColumn("owner_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("first_ms").AsInt64().NotNullable();

        Create.Table("sum_state")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("zone").AsString().NotNullable()
            .WithColumn("method").AsInt64().NotNullable()
            .WithColumn("summed_to_ms").AsInt64().NotNullable()
            .WithColumn("seen_to_ms").AsInt64().NotNullable();

        Create.Table("sum_stale")
            .WithColumn("start_ms").AsInt64().NotNullable().PrimaryKey();

        // Bookings of a long time are few; so indexed they are found without reading the short ones.
        Execute.Sql("create index energy_booking_of_hours on energy_booking (to_ms) where to_ms - from_ms > 3600000");
        Execute.Sql("create index energy_booking_of_days on energy_booking (to_ms) where to_ms - from_ms > 172800000");
        Create.Index().OnTable("run").OnColumn("ended_at_ms").Ascending();
        Create.Index().OnTable("run").OnColumn("outcome_at_ms").Ascending();
    }

    void People()
    {
        Alter.Table("job")
            // What would have happened without it; null is an answer that was not given.
            .AddColumn("displacement").AsString().Nullable()
            .AddColumn("displaced_product").AsString(2000).NotNullable().WithDefaultValue("")
            .AddColumn("for_workshop").AsString().NotNullable().WithDefaultValue("")
            // JSON: goals and potentials.
            .AddColumn("tags").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]")
            .AddColumn("design_url").AsString(2000).NotNullable().WithDefaultValue("")
            .AddColumn("design_licence").AsString().NotNullable().WithDefaultValue("")
            .AddColumn("documentation_url").AsString(2000).NotNullable().WithDefaultValue("")
            .AddColumn("show_owner").AsInt64().NotNullable().WithDefaultValue(0);

        // One attempt at a repair, in the words of the Open Repair Data Standard.
        Create.Table("repair")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("job_id").AsString().Nullable().Indexed()
            .WithColumn("number").AsInt64().NotNullable().Unique()
            .WithColumn("product_category").AsString().NotNullable()
            .WithColumn("partner_product_category").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("brand").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("year_of_manufacture").AsInt64().Nullable()
            .WithColumn("status").AsString().NotNullable()
            .WithColumn("barrier").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("problem").AsString(4000).NotNullable().WithDefaultValue("")
            .WithColumn("event_at_ms").AsInt64().NotNullable()
            .WithColumn("by_account").AsString().NotNullable();

        // Evidence, never scores: a topic code with its matrix version, an SDG target, or hours of teaching.
        Create.Table("evidence")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("workshop_id").AsString().NotNullable()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("code").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("version").AsString().NotNullable().WithDefaultValue("")
            .WithColumn("text").AsString(4000).NotNullable()
            .WithColumn("link").AsString(2000).NotNullable().WithDefaultValue("")
            .WithColumn("hours").AsReal().Nullable()
            .WithColumn("people").AsInt64().Nullable()
            .WithColumn("first_timers").AsInt64().Nullable()
            .WithColumn("at_ms").AsInt64().NotNullable().Indexed()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("withdrawn_at_ms").AsInt64().Nullable();

        Create.Table("workshop_tag")
            .WithColumn("workshop_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("kind").AsString().NotNullable().PrimaryKey()
            .WithColumn("tag").AsString().NotNullable().PrimaryKey()
            .WithColumn("answer").AsString().NotNullable();

        Create.Table("workshop_card")
            .WithColumn("workshop_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("document").AsString(int.MaxValue).NotNullable();

        Create.Table("passport")
            .WithColumn("code").AsString().NotNullable().PrimaryKey()
            .WithColumn("run_id").AsString().NotNullable().Unique()
            // What it says, as it was computed when it was issued; issuing again computes it anew.
            .WithColumn("document").AsString(int.MaxValue).NotNullable()
            .WithColumn("by_account").AsString().NotNullable()
            .WithColumn("at_ms").AsInt64().NotNullable();
    }

    /// <summary>What was published is kept as the bytes that were published.</summary>
    void Published()
    {
        Create.Table("frozen_report")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("kind").AsString().NotNullable()
            .WithColumn("title").AsString().NotNullable()
            .WithColumn("group_by").AsString().NotNullable()
            .WithColumn("from_ms").AsInt64().NotNullable()
            .WithColumn("to_ms").AsInt64().NotNullable()
            .WithColumn("published_at_ms").AsInt64().NotNullable()
            .WithColumn("published_by").AsString().NotNullable()
            .WithColumn("method").AsString().NotNullable()
            .WithColumn("seed").AsInt64().NotNullable();

        Create.Table("frozen_file")
            .WithColumn("report_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("name").AsString().NotNullable().PrimaryKey()
            .WithColumn("media_type").AsString().NotNullable()
            .WithColumn("sha256").AsString().NotNullable()
            .WithColumn("bytes").AsBinary(int.MaxValue).NotNullable();
    }
}
