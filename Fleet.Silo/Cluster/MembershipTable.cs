using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Orleans.Configuration;
using Microsoft.Extensions.Options;

namespace Fleet.Silo.Cluster;

/// <summary>
/// Who is a node of this cluster, kept in the fleet's own database. Orleans decides; this only stores. Every change also raises the
/// table's version by one in the same transaction: whoever read an older version has lost and must read again.
/// </summary>
sealed class MembershipTable(IDatabase database, IOptions<ClusterOptions> cluster) : IMembershipTable
{
    string ClusterId => cluster.Value.ClusterId;

    public Task InitializeMembershipTable(bool tryInitTableVersion) =>
        database.Execute("insert into cluster_version (cluster_id, version) values (@ClusterId, 0) on conflict do nothing", new { ClusterId });

    public Task DeleteMembershipTableEntries(string clusterId) =>
        database.Execute("delete from cluster_node where cluster_id = @clusterId", new { clusterId });

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) =>
        database.Execute(
            "delete from cluster_node where cluster_id = @ClusterId and status = @dead and alive_at_ms < @before",
            new { ClusterId, dead = (long)SiloStatus.Dead, before = beforeDate.ToUnixTimeMilliseconds() });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Read("and address = @address", key.ToParsableString());

    public Task<MembershipTableData> ReadAll() => Read("", null);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        InOneStep(tableVersion, transaction => transaction.Execute(
            """
            insert into cluster_node (cluster_id, address, status, host_name, silo_name, proxy_port, suspects, started_at_ms, alive_at_ms, version)
            values (@ClusterId, @Address, @Status, @HostName, @SiloName, @ProxyPort, @Suspects, @StartedAtMs, @AliveAtMs, 0) on conflict do nothing
            """, RowOf(entry, 0)));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        InOneStep(tableVersion, transaction => transaction.Execute(
            """
            update cluster_node set status = @Status, suspects = @Suspects, alive_at_ms = @AliveAtMs, version = version + 1
            where cluster_id = @ClusterId and address = @Address and version = @Version
            """, RowOf(entry, long.Parse(etag, CultureInfo.InvariantCulture))));

    public Task UpdateIAmAlive(MembershipEntry entry) =>
        database.Execute(
            "update cluster_node set alive_at_ms = @now where cluster_id = @ClusterId and address = @address",
            new { ClusterId, address = entry.SiloAddress.ToParsableString(), now = Ms(entry.IAmAliveTime) });

    async Task<MembershipTableData> Read(string condition, string? address)
    {
        // The version first: rows that are newer than it only make the next change fail, never succeed wrongly.
        var version = await database.Find<long>("select version from cluster_version where cluster_id = @ClusterId", new { ClusterId });
        var rows = await database.List<NodeRow>($"select * from cluster_node where cluster_id = @ClusterId {condition}", new { ClusterId, address });
        var entries = rows.Select(row => Tuple.Create(EntryOf(row), row.Version.ToString(CultureInfo.InvariantCulture))).ToList();
        return new(entries, new((int)version, version.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>False, and nothing changed, when somebody else was first.</summary>
    async Task<bool> InOneStep(TableVersion next, Func<DbTransaction, Task<int>> change)
    {
        try
        {
            return await database.Write(async transaction =>
            {
                var won = await transaction.Execute(
                    "update cluster_version set version = @Version where cluster_id = @ClusterId and version = @Version - 1",
                    new { ClusterId, Version = (long)next.Version }) == 1;
                return won && await change(transaction) == 1 ? true : throw new LostRaceException();
            });
        }
        catch (LostRaceException)
        {
            return false;
        }
    }

    NodeRow RowOf(MembershipEntry entry, long version) => new()
    {
        ClusterId = ClusterId, Address = entry.SiloAddress.ToParsableString(), Status = (long)entry.Status, HostName = entry.HostName ?? "",
        SiloName = entry.SiloName ?? "", ProxyPort = entry.ProxyPort, StartedAtMs = Ms(entry.StartTime), AliveAtMs = Ms(entry.IAmAliveTime), Version = version,
        Suspects = JsonSerializer.Serialize((entry.SuspectTimes ?? []).Select(suspect => new Suspicion(suspect.Item1.ToParsableString(), Ms(suspect.Item2)))),
    };

    static MembershipEntry EntryOf(NodeRow row) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(row.Address), Status = (SiloStatus)row.Status, HostName = row.HostName, SiloName = row.SiloName,
        ProxyPort = (int)row.ProxyPort, StartTime = At(row.StartedAtMs), IAmAliveTime = At(row.AliveAtMs),
        SuspectTimes = [.. JsonSerializer.Deserialize<Suspicion[]>(row.Suspects)!.Select(suspect => Tuple.Create(SiloAddress.FromParsableString(suspect.By), At(suspect.AtMs)))],
    };

    /// <summary>Orleans speaks of UTC in <see cref="DateTime"/>s.</summary>
    static long Ms(DateTime utc) => (DateTime.SpecifyKind(utc, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    static DateTime At(long ms) => Instants.At(ms).UtcDateTime;

    sealed record Suspicion(string By, long AtMs);

    sealed record NodeRow
    {
        public string ClusterId { get; init; } = "";
        public string Address { get; init; } = "";
        public long Status { get; init; }
        public string HostName { get; init; } = "";
        public string SiloName { get; init; } = "";
        public long ProxyPort { get; init; }
        public string Suspects { get; init; } = "[]";
        public long StartedAtMs { get; init; }
        public long AliveAtMs { get; init; }
        public long Version { get; init; }
    }

    /// <summary>Rolls the step back; nobody outside sees it.</summary>
    sealed class LostRaceException : Exception;
}
