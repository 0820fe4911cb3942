namespace Fleet.Silo.Upkeep;

/// <summary>
/// What a table holds, in three numbers that two databases can be compared by: rows, a hash that does not depend on their order, and
/// the sum of everything that is measured.
/// </summary>
/// <param name="Hash">Sum of the first 64 bits of each row's SHA-256, modulo 2^64.</param>
/// <param name="Sum">Sum of all columns of fractional numbers; the last digits depend on the order and are not compared.</param>
public sealed record TableDigest(string Table, long Rows, ulong Hash, double Sum)
{
    public bool Agrees(TableDigest other) => Table == other.Table && Rows == other.Rows && Hash == other.Hash;

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Table,-22} {Rows,10} rows   {Hash:x16}   sum {Sum:0.###}");
}
