using System.Globalization;

namespace Fleet.Core.Footprint.Factors;

/// <summary>One row of a <see cref="Table"/>.</summary>
/// <param name="Line">1 is the first line of the file.</param>
public sealed record TableRow(Table Table, int Line, string[] Cells)
{
    /// <summary>The text of a column, or empty.</summary>
    public string this[int column] => column >= 0 && column < Cells.Length ? Cells[column] : "";

    public string Text(params ReadOnlySpan<string> names) => this[Table.Column(names)];

    /// <summary>
    /// A number written with a decimal point. A decimal comma is not guessed at (1,234 may be one or a thousand) unless
    /// <paramref name="decimalComma"/> says that this file writes so.
    /// </summary>
    /// <returns>Null with an empty fault when the cell is empty; null with a fault when it is no number.</returns>
    public double? Number(int column, out string fault, bool decimalComma = false)
    {
        fault = "";
        var text = this[column];
        if (text.Length == 0)
            return null;
        if (text.Contains(',', StringComparison.Ordinal))
        {
            if (!decimalComma)
            {
                fault = $"'{text}' in {Header(column)} has a comma. Write numbers with a decimal point, without thousands separators.";
                return null;
            }
            if (text.Contains('.', StringComparison.Ordinal))
            {
                fault = $"'{text}' in {Header(column)} has a comma and a point; it is not clear which is which.";
                return null;
            }
            text = text.Replace(',', '.');
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            return value;
        fault = $"'{this[column]}' in {Header(column)} is no number.";
        return null;
    }

    public string Header(int column) => column >= 0 && column < Table.Headers.Count ? Table.Headers[column] : "?";
}
