namespace Fleet.Silo.Upkeep;

/// <summary>Adds up a table row by row.</summary>
sealed class TableTally(string table)
{
    long _rows;
    ulong _hash;
    double _sum;

    public TableDigest Digest => new(table, _rows, _hash, _sum);

    public void Add(object?[] row, byte[] line)
    {
        _rows++;
        _hash += RowText.Hash(line);
        foreach (var value in row)
            if (value is double number)
                _sum += number;
    }
}
