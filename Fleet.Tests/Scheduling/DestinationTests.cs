using Fleet.Core.Machines;
using Fleet.Core.Scheduling;

namespace Fleet.Tests.Scheduling;

public sealed class DestinationTests
{
    static readonly Profile Ender = ProfileReader.Read(File.ReadAllText(Path.Combine(Story.Repository.Root, "machines", "ender-3.yaml")), "ender-3.yaml").Profile!;
    static readonly Destination Here = new("a", "Werk A", new HashSet<string> { "a", "b" });

    [Fact]
    public void What_is_made_where_somebody_brings_it_from_is_no_matter()
    {
        Assert.Null(Here.WhyNot(In("a")));
        Assert.Null(Here.WhyNot(In("b")));
        Assert.Null(Here.WhyNot(In("")));
    }

    [Fact]
    public void A_machine_elsewhere_is_refused_for_good_with_what_would_help()
    {
        var job = new QueuedJob("j", new(), 1, 0, 0, null, null, null, null) { Destination = Here };
        var elsewhere = JobFit.Judge(job, In("c"))[0];
        Assert.Equal(("elsewhere", false, true), (elsewhere.Code, elsewhere.Met, elsewhere.Lasting));
        Assert.Equal("Ender stands in Werk C, from where nothing is brought to Werk A.", elsewhere.Sentence);
        Assert.Contains("transport", elsewhere.Remedy, StringComparison.Ordinal);
        // The always-on dispatcher knows it too.
        var decided = Dispatch.Decide([job], [In("c")], 0);
        Assert.Empty(decided.Placements);
        Assert.Contains("from where nothing is brought", decided.Waiting["j"], StringComparison.Ordinal);
        Assert.Single(Dispatch.Decide([job], [In("b")], 0).Placements);
    }

    static MachineOffer In(string workshop) => new("ender", "Ender", null, Ender, MachineState.Ready, "", []) { WorkshopId = workshop, WorkshopName = $"Werk {workshop.ToUpperInvariant()}" };
}
