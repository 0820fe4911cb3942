using FluentMigrator;

namespace Fleet.Silo.Storage.Schema;

/// <summary>What several servers share: who they are, the bytes of programs and agents' releases, and agents that want to join.</summary>
[Migration(2026_11_23_0002)]
public sealed class ClusterSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Nodes();
        Blobs();
        Joining();
    }

    void Nodes()
    {
        Create.Table("cluster_version")
            .WithColumn("cluster_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("version").AsInt64().NotNullable();

        Create.Table("cluster_node")
            .WithColumn("cluster_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("address").AsString().NotNullable().PrimaryKey()
            .WithColumn("status").AsInt64().NotNullable()
            .WithColumn("host_name").AsString().NotNullable()
            .WithColumn("silo_name").AsString().NotNullable()
            .WithColumn("proxy_port").AsInt64().NotNullable()
            .WithColumn("suspects").AsString(int.MaxValue).NotNullable()
            .WithColumn("started_at_ms").AsInt64().NotNullable()
            .WithColumn("alive_at_ms").AsInt64().NotNullable()
            .WithColumn("version").AsInt64().NotNullable();

        // Where agents reach each server.
        Create.Table("agent_door")
            .WithColumn("address").AsString().NotNullable().PrimaryKey()
            .WithColumn("seen_at_ms").AsInt64().NotNullable();
    }

    /// <summary>Files by their SHA-256, cut into chunks. The row of <c>blob</c> is written last: a file without it is not there.</summary>
    void Blobs()
    {
        Create.Table("blob")
            .WithColumn("id").AsString().NotNullable().PrimaryKey()
            .WithColumn("size_bytes").AsInt64().NotNullable()
            .WithColumn("stored_at_ms").AsInt64().NotNullable();

        // The bytes are gone by the retention rule; what the program was stays.
        Alter.Table("program").AddColumn("removed_at_ms").AsInt64().Nullable();

        Create.Table("blob_chunk")
            .WithColumn("blob_id").AsString().NotNullable().PrimaryKey()
            .WithColumn("number").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("bytes").AsBinary(int.MaxValue).NotNullable();
    }

    void Joining()
    {
        // Keyed by the fingerprint of the agent's public key, which the person compares.
        Create.Table("join_request")
            .WithColumn("fingerprint").AsString().NotNullable().PrimaryKey()
            .WithColumn("certificate_request_pem").AsString(int.MaxValue).NotNullable()
            .WithColumn("host_name").AsString().NotNullable()
            .WithColumn("from_address").AsString().NotNullable()
            .WithColumn("asked_at_ms").AsInt64().NotNullable()
            .WithColumn("state").AsString().NotNullable()
            .WithColumn("agent_id").AsString().Nullable()
            .WithColumn("certificate_pem").AsString(int.MaxValue).Nullable();

        Alter.Table("agent")
            .AddColumn("host_name").AsString().NotNullable().WithDefaultValue("")
            // JSON: sentences about the computer that it runs on.
            .AddColumn("troubles").AsString(int.MaxValue).NotNullable().WithDefaultValue("[]")
            .AddColumn("architecture").AsString().NotNullable().WithDefaultValue("")
            .AddColumn("certificate_until_ms").AsInt64().Nullable()
            // The renewed certificate's; the old one is forgotten when the agent has shown the new one.
            .AddColumn("next_thumbprint").AsString().Nullable()
            .AddColumn("next_until_ms").AsInt64().Nullable();

        // What agents may update themselves to: one row per version and kind of machine.
        Create.Table("agent_release")
            .WithColumn("version").AsString().NotNullable().PrimaryKey()
            .WithColumn("rid").AsString().NotNullable().PrimaryKey()
            .WithColumn("blob_id").AsString().NotNullable()
            .WithColumn("signature").AsString(2000).NotNullable()
            .WithColumn("offered_at_ms").AsInt64().NotNullable();
    }
}
