namespace Fleet.Core.Scheduling.Files;

/// <summary>Why a file is no problem that can be planned.</summary>
/// <param name="Line">1-based; 0 when the file as a whole is meant.</param>
/// <param name="Sentence">What is wrong, with the field where there is one, and what would be right.</param>
public sealed record FileFault(int Line, string Sentence)
{
    public override string ToString() => Line > 0 ? $"line {Line}: {Sentence}" : Sentence;
}
