using Fleet.Core.Scheduling.Power;

namespace Fleet.Tests.Scheduling.Power;

public sealed class HeatUpTokensTests
{
    static readonly Dictionary<string, int> Main = new() { ["main"] = 1000 };

    [Fact]
    public void Twenty_beds_that_start_at_once_never_draw_more_than_the_circuit_carries_in_any_second()
    {
        var random = new Random(4);
        for (var round = 0; round < 20; round++)
        {
            var caps = new Dictionary<string, int> { ["left"] = 900 + random.Next(600), ["main"] = 1500 + random.Next(1000) };
            var tokens = new HeatUpTokens(caps);
            // A bed heats with its full power for some minutes, then works with a fraction; at the end of a run the next one heats up again.
            var beds = Enumerable.Range(0, 20).Select(i => new Bed(new($"P{i:00}", 250 + random.Next(120), 60 + random.Next(60), i % 2 == 0 ? ["left", "main"] : ["main"]), 120 + random.Next(240), 1800 + random.Next(3600))).ToList();
            var waited = new List<int>();
            for (var second = 0; second < 4 * 3600; second++)
            {
                foreach (var bed in beds)
                    bed.Second(tokens, second, waited);
                foreach (var (circuit, capW) in caps)
                    Assert.True(beds.Where(bed => bed.Draw.Circuits.Contains(circuit)).Sum(bed => bed.DrawsW) <= capW, $"round {round}, second {second}, {circuit}");
            }
            Assert.All(beds, bed => Assert.True(bed.Runs > 0, $"{bed.Draw.MachineId} never started."));
        }
    }

    [Fact]
    public void Who_asked_first_goes_first_even_when_a_smaller_one_would_fit()
    {
        var tokens = new HeatUpTokens(Main);
        Assert.True(tokens.Ask(Draw("A", 700), 0).Granted);
        Assert.False(tokens.Ask(Draw("large", 800), 1).Granted);
        var small = tokens.Ask(Draw("small", 200), 2);
        Assert.Equal("large waits for main too and asked before small. It starts after it.", small.Refusal);
        tokens.End("A");
        Assert.True(tokens.Ask(Draw("large", 800), 3).Granted);
        Assert.True(tokens.Ask(Draw("small", 200), 4).Granted);
    }

    [Fact]
    public void Who_stops_asking_is_not_waited_for()
    {
        var tokens = new HeatUpTokens(Main);
        tokens.Ask(Draw("A", 700), 0);
        tokens.Ask(Draw("gone", 800), 0);
        Assert.False(tokens.Ask(Draw("small", 200), HeatUpTokens.PatienceMs).Granted);
        Assert.True(tokens.Ask(Draw("small", 200), HeatUpTokens.PatienceMs + 1).Granted);
    }

    [Fact]
    public void A_machine_counts_with_its_peak_until_it_is_warm_and_not_at_all_after_its_end()
    {
        var tokens = new HeatUpTokens(Main);
        tokens.Ask(Draw("A", 700), 0);
        Assert.Equal(700, tokens.CommittedW("main"));
        tokens.Warm("A");
        Assert.Equal(100, tokens.CommittedW("main"));
        tokens.End("A");
        Assert.Equal(0, tokens.CommittedW("main"));
    }

    [Fact]
    public void More_than_a_circuit_carries_alone_is_refused_for_good() =>
        Assert.True(new HeatUpTokens(Main).Ask(Draw("A", 1200), 0) is { Never: true, Refusal: "A draws 1200 W, main allows 1000 W. Connect it elsewhere, or correct the values." });

    [Fact]
    public void What_it_knew_survives_a_restart()
    {
        var tokens = new HeatUpTokens(Main);
        tokens.Ask(Draw("A", 700), 0);
        var after = new HeatUpTokens(Main, tokens.Holders);
        Assert.False(after.Ask(Draw("B", 400), 0).Granted);
    }

    static HeatUpDraw Draw(string id, int heatUpW) => new(id, heatUpW, 100, ["main"]);

    sealed class Bed(HeatUpDraw draw, int heatsSeconds, int worksSeconds)
    {
        int _since = -1, _asked = -1;

        public HeatUpDraw Draw => draw;
        public int Runs { get; private set; }
        public int DrawsW { get; private set; }

        public void Second(HeatUpTokens tokens, int second, List<int> waited)
        {
            if (_since < 0)
            {
                _asked = _asked < 0 ? second : _asked;
                if (!tokens.Ask(draw, second * 1000L).Granted)
                    return;
                waited.Add(second - _asked);
                (_since, _asked, Runs) = (second, -1, Runs + 1);
            }
            if (second - _since == heatsSeconds)
                tokens.Warm(draw.MachineId);
            DrawsW = second - _since < heatsSeconds ? draw.HeatUpW : draw.WorkingW;
            if (second - _since < heatsSeconds + worksSeconds)
                return;
            tokens.End(draw.MachineId);
            (_since, DrawsW) = (-1, 0);
        }
    }
}
