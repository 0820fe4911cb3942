namespace Fleet.Silo.Desk;

/// <summary>What was asked for, or the reason why not.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2225", Justification = "The two conversions are the point of the type.")]
public readonly record struct Answer<T>(T? Value, Refusal? Refusal)
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(default, refusal);
}
