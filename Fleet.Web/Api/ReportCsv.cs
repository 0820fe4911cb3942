using System.Globalization;
using CsvHelper;
using Fleet.Silo.Reports;

namespace Fleet.Web.Api;

/// <summary>An energy report as CSV: what the page shows, cell by cell, with the unit in each header. Missing is empty.</summary>
public static class ReportCsv
{
    static readonly string[] Headers =
    [
        "from_utc", "to_utc", "group_by", "key", "name", "run_wh", "warm_up_wh", "processing_wh", "idle_wh", "overhead_wh", "total_wh",
        "low_wh", "high_wh", "measured_share", "material_g", "runs", "good_parts", "wh_per_good_part", "g_per_good_part",
    ];

    public static byte[] Write(EnergyReport report)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, leaveOpen: true))
        {
            csv.WriteRecord(Headers);
            foreach (var row in report.Rows.Append(report.Total))
                Write(csv, report, row);
        }
        return stream.ToArray();
    }

    static void Write(CsvWriter csv, EnergyReport report, EnergyReportRow row)
    {
        csv.WriteField(report.From.ToString("O", CultureInfo.InvariantCulture));
        csv.WriteField(report.To.ToString("O", CultureInfo.InvariantCulture));
        csv.WriteField(report.GroupBy);
        csv.WriteField(row.Key);
        csv.WriteField(row.Name);
        foreach (var figure in new[] { row.RunWh, row.WarmUpWh, row.ProcessingWh, row.IdleWh, row.OverheadWh, row.Wh, row.LowWh, row.HighWh, row.MeasuredShare, row.MassGrams })
            csv.WriteField(figure);
        csv.WriteField(row.Runs);
        csv.WriteField(row.GoodParts);
        csv.WriteField(row.WhPerGoodPart);
        csv.WriteField(row.GramsPerGoodPart);
        csv.EndRecord();
    }
}
