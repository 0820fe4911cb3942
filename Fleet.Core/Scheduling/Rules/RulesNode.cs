using System.Text.Json.Nodes;
using static Fleet.Core.Scheduling.Rules.WeekHours;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>One mapping of the rules' text while it is read: takes values out by key and collects what is wrong, with its line.</summary>
sealed class RulesNode(ProfileDocument document, string file, string path, JsonObject values, List<ProfileFault> faults)
{
    public IEnumerable<string> Keys => values.Select(pair => pair.Key);

    public JsonObject Values => values;

    public int LineOf(string key) => document.LineOf(path.Length == 0 ? key : $"{path}.{key}");

    public void Fault(string key, string reason) => faults.Add(new(file, LineOf(key), reason));

    /// <summary>Names every key that nobody knows.</summary>
    public RulesNode Knows(params string[] known)
    {
        foreach (var key in Keys.Where(key => !known.Contains(key)))
            Fault(key, $"'{key}' is not known here; known are {string.Join(", ", known)}.");
        return this;
    }

    public RulesNode? Child(string key)
    {
        if (values[key] is not { } node)
            return null;
        if (node is JsonObject mapping)
            return new(document, file, path.Length == 0 ? key : $"{path}.{key}", mapping, faults);
        Fault(key, $"'{key}' holds keys and values, for instance '{key}: {{ … }}'.");
        return null;
    }

    public string? Text(string key)
    {
        if (values[key] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length is > 0 and <= 100)
            return text.Trim();
        Fault(key, $"'{key}' must be a text of 1 to 100 characters.");
        return null;
    }

    public int? Whole(string key, int least, int most)
    {
        if (Number(key, least, most) is not { } number)
            return null;
        if (number == Math.Floor(number))
            return (int)number;
        Fault(key, $"'{key}' must be a whole number.");
        return null;
    }

    public double? Number(string key, double least, double most)
    {
        if (values[key] is not { } node)
            return null;
        double number = double.NaN;
        if (node is JsonValue value)
            number = value.TryGetValue<long>(out var whole) ? whole : value.TryGetValue<double>(out var real) ? real : double.NaN;
        if (number >= least && number <= most)
            return number;
        Fault(key, string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a number from {least:0.###} to {most:0.###}."));
        return null;
    }

    public bool Flag(string key)
    {
        if (values[key] is not { } node)
            return false;
        if (node is JsonValue value && value.TryGetValue<bool>(out var flag))
            return flag;
        Fault(key, $"'{key}' must be true or false.");
        return false;
    }

    public IReadOnlyList<string> Words(string key)
    {
        if (values[key] is not { } node)
            return [];
        if (node is JsonArray list && list.All(item => item is JsonValue value && value.TryGetValue<string>(out _)))
            return [.. list.Select(item => item!.GetValue<string>())];
        Fault(key, $"'{key}' must be a list of words, for instance '{key}: [one, two]'.");
        return [];
    }

    public WeekHours? Hours(string key)
    {
        if (values[key] is null || Child(key) is not { } hours)
            return null;
        var stretches = new List<Stretch>();
        foreach (var days in hours.Keys)
            if (!WeekHoursText.TryDays(days, out var which))
                hours.Fault(days, $"'{days}' are no days. Write mon, mon-fri or sat,sun.");
            else if (hours.Text(days) is { } times && !WeekHoursText.TryTimes(times, which, stretches))
                hours.Fault(days, $"'{times}' are no times of a day. Write \"10:00-20:00\", several with commas.");
        return new(stretches);
    }
}
