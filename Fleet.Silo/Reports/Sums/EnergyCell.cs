namespace Fleet.Silo.Reports.Sums;

/// <summary>A sum of energy bookings, as it is stored and as it is read.</summary>
public sealed class EnergyCell
{
    /// <summary><c>day</c> or <c>month</c>.</summary>
    public string Span { get; set; } = "day";
    public long StartMs { get; set; }

    /// <summary><c>machine</c>, <c>purpose</c>, <c>material</c> or <c>member</c>.</summary>
    public string Dimension { get; set; } = "";
    public string Key { get; set; } = "";

    /// <summary>Where it was used, which is by whose supply it is judged; null: in the workshop that every installation begins with.</summary>
    public string? WorkshopId { get; set; }

    /// <summary><c>run</c>, <c>overhead</c> or <c>unassigned</c>.</summary>
    public string Account { get; set; } = "";
    public string Phase { get; set; } = "";
    public string Basis { get; set; } = "";
    public double Wh { get; set; }
    public double LowWh { get; set; }
    public double HighWh { get; set; }

    /// <summary>How long the bookings last together, h.</summary>
    public double Hours { get; set; }

    /// <summary>The part from the grid for which a slot of the carbon signal is known.</summary>
    public double SlotWh { get; set; }

    /// <summary>What that part emitted by those slots, g CO₂e.</summary>
    public double SlotG { get; set; }

    /// <summary>The part that one's own roof gave in the same slot.</summary>
    public double RoofWh { get; set; }

    public void Add(EnergyPiece piece)
    {
        Wh += piece.Wh;
        LowWh += piece.LowWh;
        HighWh += piece.HighWh;
        Hours += piece.Hours;
        SlotWh += piece.SlotWh;
        SlotG += piece.SlotG;
        RoofWh += piece.RoofWh;
    }

    /// <param name="share">How much of it, 0 to 1.</param>
    public void Add(EnergyCell other, double share = 1)
    {
        Wh += other.Wh * share;
        LowWh += other.LowWh * share;
        HighWh += other.HighWh * share;
        Hours += other.Hours * share;
        SlotWh += other.SlotWh * share;
        SlotG += other.SlotG * share;
        RoofWh += other.RoofWh * share;
    }
}
