namespace Fleet.Core.Machines;

/// <summary>What a schema cannot say: rules that tie several values of a profile together.</summary>
static class ProfileRules
{
    /// <summary>Path of the offending key and one sentence, for every rule that is broken.</summary>
    public static IEnumerable<(string Path, string Reason)> Check(Profile profile, string expectedId)
    {
        if (profile.Id != expectedId)
            yield return ("id", $"The id '{profile.Id}' must be the file name without extension, '{expectedId}'.");

        var envelope = profile.Envelope;
        if (envelope.SizeXMm <= 0)
            yield return ("envelope.maxXMm", "The envelope has no width: maxXMm must be greater than minXMm.");
        if (envelope.SizeYMm <= 0)
            yield return ("envelope.maxYMm", "The envelope has no depth: maxYMm must be greater than minYMm.");
        if (envelope.SizeZMm <= 0)
            yield return ("envelope.maxZMm", "The envelope has no height: maxZMm must be greater than minZMm.");

        if (profile.Firmware.Planner == PlannerKind.MarlinClassicJerk && profile.Motion.JerkMmPerS is null)
            yield return ("motion", "The planner marlinClassicJerk needs motion.jerkMmPerS with a value for each axis.");

        var expectedTool = profile.Kind switch
        {
            MachineKind.Fff => ToolKind.Extruder,
            MachineKind.Laser => ToolKind.Laser,
            _ => ToolKind.Spindle,
        };
        for (var number = 0; number < profile.Tools.Count; number++)
        {
            var tool = profile.Tools[number];
            if (tool.Kind != expectedTool)
                yield return ($"tools[{number}].kind", $"A machine of kind {Word(profile.Kind)} has tools of kind {Word(expectedTool)}, not {Word(tool.Kind)}.");
            else if (tool.Kind == ToolKind.Spindle && tool.MaxRpm <= tool.MinRpm)
                yield return ($"tools[{number}].maxRpm", "A spindle needs maxRpm greater than minRpm.");
        }

        if (profile.Kind == MachineKind.Fff)
        {
            if (profile.Motion.MaxFeedMmPerS.E <= 0)
                yield return ("motion.maxFeedMmPerS", "A printer needs maxFeedMmPerS.e, the fastest feed of its extruder.");
            if (profile.Motion.MaxAccelerationMmPerS2.E <= 0)
                yield return ("motion.maxAccelerationMmPerS2", "A printer needs maxAccelerationMmPerS2.e, the acceleration of its extruder.");
        }
        else
        {
            if (!profile.Start.Attended)
                yield return ("start.attended", $"A machine of kind {Word(profile.Kind)} never starts alone: start.attended must be true.");
            if (profile.Bed is not null)
                yield return ("bed", $"A machine of kind {Word(profile.Kind)} has no heated bed: leave 'bed' out.");
        }
    }

    static string Word<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
