using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Files;

/// <summary>Fleet's own problem files: a <see cref="PlanningProblem"/> as JSON, its fields in camelCase. docs/planning.md tells them one by one.</summary>
public static partial class WorkshopReader
{
    /// <summary>Runs times machines: more does not fit into the memory of an ordinary computer.</summary>
    const long MostPairs = 20_000_000;

    /// <summary>The options that a problem is written and read with.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 16,
        WriteIndented = true,
        Converters = { new SlotSpanJson(), new RunDurationJson() },
    };

    public static ProblemFile Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        PlanningProblem? problem;
        try
        {
            problem = JsonSerializer.Deserialize<PlanningProblem>(text, Json);
        }
        catch (JsonException fault)
        {
            return ProblemFile.Refused((int)(fault.LineNumber ?? -1) + 1, Sentence(fault));
        }
        if (problem is null)
            return ProblemFile.Refused(1, "A problem is an object with machines and runs.");
        return (long)problem.Runs.Count * problem.Machines.Count > MostPairs
            ? ProblemFile.Refused(0, $"{problem.Runs.Count} runs on {problem.Machines.Count} machines are too many to plan at once. Divide them by workshop or by kind of machine.")
            : new() { Workshop = problem };
    }

    static string Sentence(JsonException fault)
    {
        var field = fault.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "the file";
        var message = fault.Message;
        if (Unknown().Match(message) is { Success: true } unknown)
            return $"'{unknown.Groups[1].Value}' ({field}) is no field of a problem. docs/planning.md lists them.";
        if (Missing().Match(message) is { Success: true } missing)
            return $"{field} lacks {missing.Groups[1].Value}.";
        if (fault.InnerException is FormatException or InvalidOperationException || Wrong().IsMatch(message))
            return $"{field} must be {Kind(message)}.";
        if (fault is SlotFormatFault)
            return $"{field} {message}";
        if (message.Contains("allow setting null", StringComparison.Ordinal) || message.Contains("allow null", StringComparison.Ordinal) || message.Contains("disallows null", StringComparison.Ordinal))
            return $"{field} must not be null; leave it out.";
        var end = message.IndexOf(" Path:", StringComparison.Ordinal) is > 0 and var behind ? behind : message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"This is not readable as JSON: {(end > 0 ? message[..end] : message).TrimEnd('.', ' ')}.";
    }

    static string Kind(string message) =>
        message.Contains("Int32", StringComparison.Ordinal) || message.Contains("Int64", StringComparison.Ordinal) ? "a whole number"
        : message.Contains("System.Double", StringComparison.Ordinal) ? "a number"
        : message.Contains("Boolean", StringComparison.Ordinal) ? "true or false"
        : message.Contains("Dictionary", StringComparison.Ordinal) ? "an object of names and values"
        : message.Contains("List", StringComparison.Ordinal) ? "a list"
        : message.Contains("System.String", StringComparison.Ordinal) ? "text in quotes"
        : "an object";

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("missing required properties including: (.*?)\\.")]
    private static partial Regex Missing();

    [GeneratedRegex("could not be converted")]
    private static partial Regex Wrong();
}
