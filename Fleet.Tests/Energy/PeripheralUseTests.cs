using Fleet.Core.Energy;
using Fleet.Core.Machines;
using static Fleet.Tests.Energy.Behind;

namespace Fleet.Tests.Energy;

public sealed class PeripheralUseTests
{
    [Fact]
    public void An_extraction_is_carried_by_the_runs_that_it_served()
    {
        Segment[] served =
        [
            new("laser1", "r1", RunPhase.Processing, 10 * Minute, 40 * Minute), new("laser2", "r2", RunPhase.Processing, 30 * Minute, 50 * Minute),
            new("laser1", "r1", RunPhase.Idle, 40 * Minute, 45 * Minute),
        ];
        var story = PeripheralUse.Story("extraction", served, [RunPhase.Processing], 0, 60 * Minute);
        double Minutes(string? run) => story.Where(segment => segment.RunId == run).Sum(segment => segment.Hours * 60);
        Assert.Equal(25, Minutes("r1"), 6);
        Assert.Equal(15, Minutes("r2"), 6);
        Assert.Equal(20, Minutes(null), 6);
        Assert.All(story, segment => Assert.Equal("extraction", segment.MachineId));
    }
}
