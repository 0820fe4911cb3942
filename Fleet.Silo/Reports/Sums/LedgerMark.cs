namespace Fleet.Silo.Reports.Sums;

/// <summary>Where in the ledger an instant is: bookings' ids begin with the time at which they were written (<see cref="Ids"/>).</summary>
public static class LedgerMark
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    const int Length = 16;

    /// <summary>An id below every id that is made from this instant on, and above every earlier one.</summary>
    public static string At(long ms)
    {
        var value = (UInt128)(ulong)Math.Max(0, ms) << 32;
        return string.Create(Length, value, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5)
                text[i] = Alphabet[(int)(rest & 31)];
        });
    }
}
