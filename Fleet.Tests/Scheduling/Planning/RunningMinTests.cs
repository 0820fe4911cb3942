using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class RunningMinTests
{
    [Fact]
    public void Both_directions_say_what_a_plain_loop_says()
    {
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var costs = new int[1 + random.Next(60)];
            var shape = random.Next(4);
            for (var i = 0; i < costs.Length; i++)
                costs[i] = shape switch { 0 => random.Next(100), 1 => i * 3, 2 => -i * 3, _ => random.Next(3) == 0 ? LaneTable.Never : 50 - i + random.Next(3) };
            int extra = random.Next(5), start = random.Next(2) == 0 ? LaneTable.Never : 20;

            var (expected, least, first) = (new int[costs.Length], start, -1);
            for (var i = 0; i < costs.Length; i++)
            {
                if (costs[i] + extra < least)
                    (least, first) = (costs[i] + extra, first < 0 ? i : first);
                expected[i] = least;
            }
            var (target, reached) = (new int[costs.Length], start);
            Assert.Equal(first, RunningMin.Forward(costs, extra, target, ref reached));
            Assert.Equal(expected, target);
            Assert.Equal(least, reached);

            var length = costs.Length - 1;
            var last = -1;
            (expected, least) = (new int[length], start);
            for (var i = length - 1; i >= 0; i--)
            {
                if (costs[i] + extra < least)
                    (least, last) = (costs[i] + extra, last < 0 ? i : last);
                expected[i] = least;
            }
            // What lies behind the row is only looked at: it must not be below what is known.
            costs[length] = LaneTable.Never;
            (target, reached) = (new int[length], start);
            Assert.Equal(last, RunningMin.Backward(costs, extra, target, ref reached));
            Assert.Equal(expected, target);
            Assert.Equal(least, reached);
        }
    }
}
