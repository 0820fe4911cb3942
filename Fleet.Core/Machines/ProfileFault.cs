namespace Fleet.Core.Machines;

/// <summary>One reason why a profile is refused.</summary>
/// <param name="File">Name of the file as it was handed in.</param>
/// <param name="Line">1-based line of the key or value; 1 when the whole file is meant.</param>
/// <param name="Reason">One sentence: what is wrong and what would be right.</param>
public sealed record ProfileFault(string File, int Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
