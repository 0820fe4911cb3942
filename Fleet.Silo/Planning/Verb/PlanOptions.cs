using System.Globalization;

namespace Fleet.Silo.Planning.Verb;

/// <summary>The options of <c>./fleet plan</c>.</summary>
/// <param name="File">Path of the problem.</param>
/// <param name="Seconds">Processor seconds, reading and starting included; for job shops seconds by the clock. Null: by iterations.</param>
/// <param name="Iterations">The same answer to the last byte on every run. Null: by seconds.</param>
/// <param name="Polish">Seconds that CP-SAT may improve a workshop's plan afterwards; 0: not at all.</param>
/// <param name="Policy">Path of a policy that replaces the file's; null: none.</param>
sealed record PlanOptions(string File, double? Seconds, long? Iterations, int Seed, bool Json, double Polish, string? Policy)
{
    public const double UsualSeconds = 10;
    const string Usage = "./fleet plan FILE [--seconds N | --iterations N] [--seed S] [--json] [--policy FILE.yaml] [--polish SECONDS]";

    /// <summary>Null when they cannot be used; <paramref name="fault"/> then says why.</summary>
    public static PlanOptions? Read(IReadOnlyList<string> args, out string fault)
    {
        var options = new PlanOptions("", null, null, 1, false, 0, null);
        fault = $"Say it like this: {Usage}";
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--json")
                options = options with { Json = true };
            else if (!args[i].StartsWith("--", StringComparison.Ordinal) && options.File.Length == 0)
                options = options with { File = args[i] };
            else if (!args[i].StartsWith("--", StringComparison.Ordinal))
                return Refuse($"Two files are named, {options.File} and {args[i]}; plan one after the other.", out fault);
            else if (!Known.Contains(args[i]))
                return Refuse($"'{args[i]}' is no option of plan. Known are --json, {string.Join(", ", Known)}.", out fault);
            else if (i + 1 == args.Count || With(options, args[i], args[i + 1]) is not { } next)
                return Refuse($"{args[i]} needs {Wanted(args[i])}{(i + 1 < args.Count ? $"; '{args[i + 1]}' is none" : "")}.", out fault);
            else
                (options, i) = (next, i + 1);
        }
        if (options.File.Length == 0)
            return null;
        if (options is { Seconds: not null, Iterations: not null })
            return Refuse("--seconds and --iterations exclude each other; take one.", out fault);
        fault = "";
        return options is { Seconds: null, Iterations: null } ? options with { Seconds = UsualSeconds } : options;
    }

    static readonly string[] Known = ["--seconds", "--iterations", "--seed", "--policy", "--polish"];

    static PlanOptions? With(PlanOptions options, string name, string value) => name switch
    {
        "--seconds" => Number(value, 0.1, 86_400) is { } seconds ? options with { Seconds = seconds } : null,
        "--polish" => Number(value, 1, 86_400) is { } seconds ? options with { Polish = seconds } : null,
        "--iterations" => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? options with { Iterations = count } : null,
        "--seed" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? options with { Seed = seed } : null,
        _ => options with { Policy = value },
    };

    static double? Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    static string Wanted(string name) => name switch
    {
        "--seconds" => "seconds from 0.1 to 86400",
        "--polish" => "seconds from 1 to 86400",
        "--iterations" => "a whole number of iterations from 0",
        "--seed" => "a whole number",
        _ => "a file",
    };

    static PlanOptions? Refuse(string sentence, out string fault)
    {
        fault = sentence;
        return null;
    }
}
