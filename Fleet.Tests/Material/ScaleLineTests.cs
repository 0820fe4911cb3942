using Fleet.Agent.Cli;
using Fleet.Agent.Simulation;
using Fleet.Core.Material;
using System.Text;

namespace Fleet.Tests.Material;

public sealed class ScaleLineTests
{
    [Theory]
    [InlineData("ST,GS,+00123.4  g", 123.4, true)]
    [InlineData("US,GS,+00123.4  g", 123.4, false)]
    [InlineData("ST,NT,-00003.1  g", -3.1, true)]
    [InlineData("N     +  0123.45 g  ", 123.45, true)]
    [InlineData("      +  0123.45    ", 123.45, false)]
    [InlineData("S S     1.2345 kg", 1234.5, true)]
    [InlineData("S D     1.2345 kg", 1234.5, false)]
    [InlineData("986,5 g", 986.5, true)]
    [InlineData("2.5 lb", 1133.980925, true)]
    public void Scales_are_understood(string line, double grams, bool stable)
    {
        var read = ScaleLine.Read(line)!;
        Assert.Equal(grams, read.Grams, 6);
        Assert.Equal(stable, read.Stable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OL,GS,+99999.9  g")]
    [InlineData("S I")]
    [InlineData("HHHHHH")]
    [InlineData("tare")]
    [InlineData("12.3 V")]
    public void What_is_no_weighing_is_none(string line) => Assert.Null(ScaleLine.Read(line));

    [Fact]
    public void Any_line_is_read_without_a_fault()
    {
        var random = new Random(5);
        for (var round = 0; round < 5000; round++)
            _ = ScaleLine.Read(new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(1, 127))]));
    }

    [Fact]
    public async Task A_scale_on_a_port_counts_when_it_has_settled()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("fleet-scale-").FullName, "scale");
        using var port = new PseudoTerminal(path);
        var weighing = Task.Run(() => ScaleCommand.Weigh(path, 9600, TimeProvider.System), TestContext.Current.CancellationToken);
        string[] lines = ["US,GS,+00080.0  g", "US,GS,+00386.1  g", "ST,GS,+00386.4  g", "ST,GS,+00386.5  g", "ST,GS,+00386.5  g", "ST,GS,+00386.5  g"];
        var nothing = new byte[64];
        while (!weighing.IsCompleted)
        {
            // Reading notices that somebody has opened the port.
            port.Read(nothing, 10);
            foreach (var line in lines)
                port.Write(Encoding.ASCII.GetBytes(line + "\r\n"));
            await Task.WhenAny(weighing, Task.Delay(50, TestContext.Current.CancellationToken));
        }
        Assert.Equal(386.5, await weighing);
    }
}
