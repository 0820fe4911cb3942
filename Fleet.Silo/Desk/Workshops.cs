namespace Fleet.Silo.Desk;

/// <summary>The workshop that every installation begins with.</summary>
public static class Workshops
{
    public const string TheOne = "workshop";
}
