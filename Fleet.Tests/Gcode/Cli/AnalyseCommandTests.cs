using System.CommandLine;
using System.Text.Json;
using Fleet.Agent.Cli;

namespace Fleet.Tests.Gcode.Cli;

public sealed class AnalyseCommandTests
{
    [Fact]
    public void Json_has_the_documented_fields()
    {
        (int code, string output, _) = Run(SamplePath("ps_cube20_mk3s_020.gcode.gz"), "--profile", "prusa-mk3s", "--json", "--marks");
        Assert.Equal(0, code);
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.InRange(json.GetProperty("motionSeconds").GetDouble(), 1700, 1800);
        Assert.True(json.GetProperty("durationSeconds").GetDouble() > json.GetProperty("motionSeconds").GetDouble());
        JsonElement use = json.GetProperty("filament")[0];
        Assert.Equal(0, use.GetProperty("tool").GetInt32());
        Assert.Equal(1270, use.GetProperty("lengthMm").GetDouble(), 0.01);
        Assert.True(use.GetProperty("volumeMm3").GetDouble() > 0 && use.GetProperty("massGrams").GetDouble() > 0);
        Assert.Equal(-3, json.GetProperty("bounds").GetProperty("min").GetProperty("y").GetDouble());
        Assert.Equal(100, json.GetProperty("layerCount").GetInt32());
        Assert.Equal("PrusaSlicer", json.GetProperty("slicer").GetProperty("name").GetString());
        Assert.Equal(1737, json.GetProperty("slicer").GetProperty("claims").GetProperty("durationSeconds").GetDouble());
        Assert.Equal("fff", json.GetProperty("kind").GetString());
        Assert.Equal(0, json.GetProperty("cutLengthMm").GetDouble());
        Assert.Equal(JsonValueKind.Array, json.GetProperty("findings").ValueKind);
        Assert.Equal(100, json.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public void People_get_sentences()
    {
        (int code, string output, _) = Run(SamplePath("cnc_pocket_small.nc"), "--profile", "shapeoko-grbl");
        Assert.Equal(0, code);
        Assert.Contains("time", output, StringComparison.Ordinal);
        Assert.Contains("cut", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_is_answered_with_the_right_ones()
    {
        (int code, _, string errors) = Run(SamplePath("cnc_pocket_small.nc"), "--profile", "nothing");
        Assert.Equal(1, code);
        Assert.Contains("prusa-mk3s", errors, StringComparison.Ordinal);
        Assert.Equal(1, Run("absent.gcode").Code);
    }

    static string SamplePath(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", name);

    static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        int code = AnalyseCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
