namespace Fleet.Silo.Cluster;

/// <summary>
/// Doing this twice is the same as doing it once: the call may be made again when the node that served it dies before it answers.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class RepeatableAttribute : Attribute;
