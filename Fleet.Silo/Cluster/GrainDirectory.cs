using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.GrainDirectory;

namespace Fleet.Silo.Cluster;

/// <summary>
/// Where each grain is at work, kept in the fleet's own database. Orleans' own directory lives in the nodes: when one dies or stops, the
/// others put down every grain of which it kept the place, in the midst of commands. This one knows nothing of nodes; only what was at
/// work on the lost one is placed anew.
/// </summary>
sealed class GrainDirectory(IDatabase database, IOptions<ClusterOptions> cluster) : IGrainDirectory
{
    string ClusterId => cluster.Value.ClusterId;

    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    /// <param name="previousAddress">Whose place may be taken: that activation is known to be gone.</param>
    /// <returns>Who is registered now; another one's address when somebody else was first.</returns>
    public async Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        await database.Execute(
            """
            insert into grain_place (cluster_id, grain_id, node, activation_id, membership_version)
            values (@ClusterId, @GrainId, @Node, @ActivationId, @MembershipVersion)
            on conflict (cluster_id, grain_id) do update
                set node = excluded.node, activation_id = excluded.activation_id, membership_version = excluded.membership_version
                where grain_place.activation_id = @gone and grain_place.node = @goneFrom
            """,
            new
            {
                ClusterId, GrainId = address.GrainId.ToString(), Node = address.SiloAddress!.ToParsableString(),
                ActivationId = address.ActivationId.ToParsableString(), MembershipVersion = address.MembershipVersion.Value,
                gone = previousAddress?.ActivationId.ToParsableString() ?? "", goneFrom = previousAddress?.SiloAddress?.ToParsableString() ?? "",
            });
        return await Lookup(address.GrainId);
    }

    public Task Unregister(GrainAddress address) =>
        database.Execute(
            "delete from grain_place where cluster_id = @ClusterId and grain_id = @grainId and activation_id = @activationId",
            new { ClusterId, grainId = address.GrainId.ToString(), activationId = address.ActivationId.ToParsableString() });

    public async Task<GrainAddress?> Lookup(GrainId grainId) =>
        await database.Find<GrainPlaceRow>(
            "select node, activation_id, membership_version from grain_place where cluster_id = @ClusterId and grain_id = @grainId",
            new { ClusterId, grainId = grainId.ToString() }) is { } place
            ? new()
            {
                GrainId = grainId, SiloAddress = SiloAddress.FromParsableString(place.Node),
                ActivationId = ActivationId.FromParsableString(place.ActivationId), MembershipVersion = new(place.MembershipVersion),
            }
            : null;

    public async Task UnregisterSilos(List<SiloAddress> siloAddresses)
    {
        foreach (var node in siloAddresses)
            await database.Execute("delete from grain_place where cluster_id = @ClusterId and node = @node",
                new { ClusterId, node = node.ToParsableString() });
    }

    sealed record GrainPlaceRow
    {
        public string Node { get; init; } = "";
        public string ActivationId { get; init; } = "";
        public long MembershipVersion { get; init; }
    }
}
