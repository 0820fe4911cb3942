using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>Secret links to calendars, and what subscribers saw last of each entry.</summary>
[Migration(2026_11_26_0102)]
public sealed class CalendarSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("calendar_link")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("hash").AsString().NotNullable().Unique()
            .WithColumn("account_id").AsString().NotNullable().Indexed()
            .WithColumn("machine_id").AsString().Nullable()
            .WithColumn("language").AsString().NotNullable()
            .WithColumn("created_at_ms").AsInt64().NotNullable()
            .WithColumn("revoked_at_ms").AsInt64().Nullable();

        // SEQUENCE and LAST-MODIFIED of an entry: they rise when what is seen of it changes. Without a row: 0, now.
        Create.Table("calendar_mark")
            .WithColumn("entry").AsString().NotNullable().PrimaryKey()
            .WithColumn("mark").AsString(4000).NotNullable()
            .WithColumn("sequence").AsInt64().NotNullable()
            .WithColumn("modified_ms").AsInt64().NotNullable().Indexed();
    }
}
