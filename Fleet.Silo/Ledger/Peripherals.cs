namespace Fleet.Silo.Ledger;

/// <summary>Extraction, dryers, chillers: machines that run for others.</summary>
public static class Peripherals
{
    /// <summary>Their ids begin so; in bookings they stand where a machine's id does.</summary>
    public const string IdPrefix = "peripheral-";

    public static IReadOnlyList<string> Kinds { get; } = ["extraction", "dryer", "chiller", "compressor", "washer", "oven", "other"];
}
