using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Silo.Planning.Verb;

/// <summary>What <c>./fleet plan</c> says about one solved problem, as text and as JSON. docs/planning.md tells the fields.</summary>
abstract class PlanReport(PlanOptions options, long iterations)
{
    protected static JsonSerializerOptions Camel { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    protected PlanOptions Options { get; } = options;
    protected long Iterations { get; } = iterations;

    /// <summary>Processor time of this process and, where there was one, the solver's.</summary>
    protected double CpuSeconds { get; init; } = Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Seconds in an answer would differ from run to run: with a budget of iterations they are left out.</summary>
    protected double? StatedCpuSeconds => Options.Iterations is null ? Math.Round(CpuSeconds, 3) : null;

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Failure { get; init; }

    public abstract string Json();

    public abstract string Text(string file);

    public string Effort() => string.Create(CultureInfo.InvariantCulture, $"fleet: {CpuSeconds:0.00} CPU s");

    protected string Budget() => Options.Iterations is null
        ? string.Create(CultureInfo.InvariantCulture, $"{CpuSeconds:0.00} CPU s, {Iterations} iterations, seed {Options.Seed}")
        : $"{Iterations} iterations, seed {Options.Seed}";

    protected static string Gap(long objective, long bound) => bound <= 0 ? ""
        : objective <= bound ? ", which is the best possible"
        : string.Create(CultureInfo.InvariantCulture, $" (at most {100.0 * (objective - bound) / bound:0.0} % above the best possible)");

    protected static string Joined(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    /// <summary>JSON with a line feed at its end.</summary>
    protected static string Write(object answer) => JsonSerializer.Serialize(answer, Camel) + "\n";
}
