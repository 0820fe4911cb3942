using Fleet.Agent.Cli;
using Fleet.Core.Material;

namespace Fleet.Tests.Material;

public sealed class ScaleReportTests
{
    // The first four are what scales of DYMO send, as people have written them down.
    [Theory]
    [InlineData("03 04 0b ff 0b 00", 31.18447544, true)]
    [InlineData("03 02 02 00 00 00", 0, true)]
    [InlineData("03 03 02 00 2a 00", 42, false)]
    [InlineData("03 05 02 00 0c 00", -12, true)]
    [InlineData("03 04 03 fd d2 04", 1234, true)]
    [InlineData("03 04 0c fe fa 00", 1133.980925, true)]
    [InlineData("03 04 02 ff 2a 0c 00 00", 311.4, true)]
    public void Reports_of_a_usb_scale_are_understood(string bytes, double grams, bool stable)
    {
        var read = ScaleReport.Read(Bytes(bytes))!;
        Assert.Equal(grams, read.Grams, 6);
        Assert.Equal(stable, read.Stable);
    }

    [Theory]
    [InlineData("03 06 02 00 ff ff")] // over its limit
    [InlineData("03 07 02 00 00 00")] // wants to be calibrated
    [InlineData("03 08 02 00 00 00")] // wants to be set to zero
    [InlineData("03 01 02 00 00 00")] // fault
    [InlineData("04 04 02 00 2a 00")] // another report
    [InlineData("03 04 08 00 01 00")] // tons
    [InlineData("03 04 02 7f 01 00")]
    [InlineData("03 04 02")]
    [InlineData("")]
    public void What_is_no_weighing_is_none(string bytes) => Assert.Null(ScaleReport.Read(Bytes(bytes)));

    [Fact]
    public void A_usb_scale_counts_when_it_has_settled()
    {
        var reports = new Queue<string>(["03 02 02 00 00 00", "03 03 02 00 80 01", "03 04 02 00 81 01", "03 04 02 00 82 01", "03 04 02 00 82 01", "03 04 02 00 82 01"]);
        // Zero is stable too; it counts only when it stays.
        Assert.Equal(386, ScaleCommand.Settled(buffer =>
        {
            var report = Bytes(reports.Dequeue());
            report.CopyTo(buffer, 0);
            return report.Length;
        }, TimeProvider.System));
    }

    static byte[] Bytes(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Convert.ToByte(word, 16))];
}
