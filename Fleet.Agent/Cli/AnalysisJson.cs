using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Cli;

/// <summary>The public JSON of <c>analyse --json</c>.</summary>
static class AnalysisJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static void Write(TextWriter output, AnalysisOutcome outcome, bool marks)
    {
        JsonObject json = outcome switch
        {
            AnalysisOutcome.Analysed analysed => Of(analysed, marks),
            AnalysisOutcome.NotAnalysable refused => new JsonObject
            {
                ["notAnalysable"] = new JsonObject { ["sentence"] = refused.Sentence, ["line"] = refused.Line },
            },
            _ => [],
        };
        output.WriteLine(json.ToJsonString(Options));
    }

    static JsonObject Of(AnalysisOutcome.Analysed analysed, bool marks)
    {
        JsonObject json = JsonSerializer.SerializeToNode(analysed.Analysis, Options)!.AsObject();
        json["thumbnails"] = new JsonArray([.. analysed.Thumbnails.Select(picture => (JsonNode)new JsonObject
        {
            ["widthPx"] = picture.WidthPx,
            ["heightPx"] = picture.HeightPx,
            ["format"] = JsonSerializer.SerializeToNode(picture.Format, Options),
            ["sizeBytes"] = picture.Data.Length,
        })]);
        if (!marks)
            return json;
        json["layers"] = JsonSerializer.SerializeToNode(analysed.Layers, Options);
        json["restartPoints"] = JsonSerializer.SerializeToNode(analysed.RestartPoints, Options);
        return json;
    }
}
