namespace Fleet.Bench.Report;

/// <summary>A day's rows, table by table.</summary>
sealed class DayRows
{
    public List<object?[]> Jobs { get; } = [];
    public List<object?[]> Runs { get; } = [];
    public List<object?[]> Material { get; } = [];
    public List<object?[]> Energy { get; } = [];

    public IEnumerable<(string Table, List<object?[]> Rows)> Tables => [("job", Jobs), ("run", Runs), ("material_booking", Material), ("energy_booking", Energy)];
}
