using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// Repairs in the Open Repair Data Standard v0.3. A printed spare part is named in <c>problem</c> by the address of its passport, the one
/// free text of the standard. Addresses of people and telephone numbers are struck out of it.
/// </summary>
public static partial class OpenRepairCsv
{
    public static IReadOnlyList<string> Fields { get; } =
    [
        "id", "data_provider", "country", "partner_product_category", "product_category", "product_category_id", "brand", "year_of_manufacture", "product_age",
        "repair_status", "repair_barrier_if_end_of_life", "group_identifier", "event_date", "problem",
    ];

    /// <param name="provider">Lower-case letters make the ids: <c>hobelwerk-17</c>.</param>
    /// <param name="country">ISO 3166 three letters, or empty.</param>
    public static byte[] Write(string provider, string country, IEnumerable<RepairRecord> repairs)
    {
        var prefix = string.Concat(provider.ToLowerInvariant().Where(char.IsAsciiLetterLower)) is { Length: > 0 } letters ? letters : "workshop";
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, leaveOpen: true))
        {
            csv.WriteRecord([.. Fields]);
            foreach (var repair in repairs)
                csv.WriteRecord(
                [
                    $"{prefix}-{repair.Number}", provider, country, repair.PartnerProductCategory.Length > 0 ? repair.PartnerProductCategory : repair.ProductCategory, repair.ProductCategory,
                    RepairCategories.NumberOf(repair.ProductCategory)?.ToString(CultureInfo.InvariantCulture) ?? "", repair.Brand.Length > 0 ? repair.Brand : "Unknown",
                    repair.YearOfManufacture?.ToString("0000", CultureInfo.InvariantCulture) ?? "",
                    repair.YearOfManufacture is { } year && year <= repair.EventDate.Year ? (repair.EventDate.Year - year).ToString(CultureInfo.InvariantCulture) : "",
                    repair.Status, repair.Status == "End of life" ? repair.Barrier : "", provider, repair.EventDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Problem(repair),
                ]);
        }
        return stream.ToArray();
    }

    static string Problem(RepairRecord repair)
    {
        var plain = Phone().Replace(Mail().Replace(repair.Problem.ReplaceLineEndings(" "), "[…]"), "[…]").Trim();
        return repair.SparePartPassport.Length > 0 ? $"{plain} Spare part made: {repair.SparePartPassport}".Trim() : plain;
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.-]+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\+?\d[\d\s/()-]{6,}\d")]
    private static partial Regex Phone();
}
