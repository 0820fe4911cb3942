using System.CommandLine;
using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Pictures;

namespace Fleet.Agent.Cli;

/// <summary><c>analyse</c>: what a program will do, for people or as JSON. The JSON's fields are in <c>docs/gcode-analysis.md</c>.</summary>
static class AnalyseCommand
{
    const int PictureWidthPx = 640, PictureHeightPx = 480;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "G-code, also .gz, .bgcode or .3mf." };
        var profile = new Option<string?>("--profile") { Description = "Machine to time and check for: an id from machines/ or the path of a YAML file." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var marks = new Option<bool>("--marks") { Description = "With --json: also the offsets of layers and restart points." };
        var plate = new Option<int?>("--plate") { Description = "Plate of a .3mf file, from 1." };
        var picture = new Option<string?>("--picture") { Description = "Write a preview to this PNG file." };
        var toolpath = new Option<string?>("--toolpath") { Description = "Write the browser's toolpath to this file." };
        var command = new Command("analyse", "Say what a program will do before a machine does it.") { file, profile, json, marks, plate, picture, toolpath };
        command.SetAction(parsed =>
        {
            (TextWriter output, TextWriter errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                return Refuse(errors, $"{path} is not there.");
            if (!ProfileChoice.TryFind(parsed.GetValue(profile), out Profile? machine, out string fault))
                return Refuse(errors, fault);
            try
            {
                AnalysisOutcome outcome = Analyse(path, machine, parsed.GetValue(plate), parsed.GetValue(picture), parsed.GetValue(toolpath));
                if (parsed.GetValue(json))
                    AnalysisJson.Write(output, outcome, parsed.GetValue(marks));
                else if (outcome is AnalysisOutcome.Analysed analysed)
                    new AnalysisText(output).Write(Path.GetFileName(path), analysed, machine);
                return outcome is AnalysisOutcome.NotAnalysable refused ? Refuse(errors, refused.Sentence) : 0;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return Refuse(errors, failure.Message);
            }
        });
        return command;
    }

    static AnalysisOutcome Analyse(string path, Profile? machine, int? plate, string? picture, string? toolpath)
    {
        using FileStream program = File.OpenRead(path);
        using FileStream? toolpathFile = toolpath is null ? null : File.Create(toolpath);
        using ToolpathWriter? writer = toolpathFile is null ? null : new ToolpathWriter(toolpathFile);
        var isometric = picture is null ? null : new ProgramPreview(PreviewView.Isometric);
        var top = picture is null ? null : new ProgramPreview(PreviewView.Top);
        IMotionObserver[] observers = [.. new IMotionObserver?[] { writer, isometric, top }.OfType<IMotionObserver>()];
        AnalysisOutcome outcome = ProgramAnalyser.Analyse(
            program, machine, AnalysisOptions.Default with { Plate = plate, Observer = observers.Length == 0 ? null : new CombinedObserver(observers) }, CancellationToken.None);
        if (picture is not null && outcome is AnalysisOutcome.Analysed done)
        {
            ProgramPreview? chosen = done.Analysis.Kind is null or MachineKind.Fff ? isometric : top;
            if (chosen?.Render(PictureWidthPx, PictureHeightPx) is { } image)
                File.WriteAllBytes(picture, Png.Encode(image));
        }

        return outcome;
    }

    static int Refuse(TextWriter errors, string sentence)
    {
        errors.WriteLine(sentence);
        return 1;
    }
}
