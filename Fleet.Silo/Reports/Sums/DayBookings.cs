using System.Data.Common;
using Fleet.Core.Footprint.Carbon;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// Reads a day's bookings of energy, and where their electricity came from. A booking over midnight is divided by time; its parts add up
/// to it. A day is read by the end of its bookings; the few that are longer than an hour have indexes of their own.
/// <code>
///   midnight          midnight
///      │ ├──b1──┤ ├b2┤   │          b1, b2: whole
///   ├──┼─b3─┤        ├─b4┼──┤       b3, b4: the part inside
/// </code>
/// </summary>
public sealed class DayBookings(IDatabase database, SupplyOverTime supplies)
{
    const long HourMs = 3_600_000;
    const long TwoDaysMs = 48 * HourMs;

    /// <summary>A meter that was silent for longer than this is booked to the days from which it can be reached.</summary>
    const long LongestMs = 400 * 24 * HourMs;

    const string Columns = "machine_id, run_id, account, phase, basis, from_ms, to_ms, wh, low_wh, high_wh, id, case when machine_id is null then meter_id end";

    public async Task<List<EnergyPiece>> Of(long startMs, long endMs, CancellationToken cancellation)
    {
        var pieces = new List<EnergyPiece>();
        await Read(startMs, endMs, (_, piece) => pieces.Add(piece), cancellation);
        return pieces;
    }

    public async Task Read(long startMs, long endMs, Action<string, EnergyPiece> each, CancellationToken cancellation)
    {
        var places = await Places.Read(database, cancellation);
        await Short("to_ms > @from and to_ms <= @to and to_ms - from_ms <= 3600000", endMs + HourMs);
        await Short("to_ms > @from and to_ms <= @to and to_ms - from_ms > 3600000 and to_ms - from_ms <= 172800000", endMs + TwoDaysMs);
        await Short("to_ms > @from and to_ms <= @to and to_ms - from_ms > 172800000", endMs + LongestMs);

        Task<bool> Short(string which, long to) =>
            Rows($"{which} and from_ms < @end order by to_ms", [("from", startMs), ("to", to), ("end", endMs)], startMs, endMs, places, each, cancellation);
    }

    /// <summary>Bookings of the day that were written after a mark. The sign keeps the engines from going through the whole day by its ends.</summary>
    public async Task ReadSince(string mark, long startMs, long endMs, Action<string, EnergyPiece> each, CancellationToken cancellation) =>
        await Rows("id > @mark and +to_ms > @from and from_ms < @end", [("mark", mark), ("from", startMs), ("end", endMs)], startMs, endMs, await Places.Read(database, cancellation), each, cancellation);

    Task<bool> Rows(
        string which, (string Name, object Value)[] parameters, long startMs, long endMs, Places places, Action<string, EnergyPiece> each, CancellationToken cancellation) =>
        database.Read(async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select {Columns} from energy_booking where {which}";
            foreach (var (name, value) in parameters)
                Parameter(command, name, value);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            var words = new Words();
            while (await row.ReadAsync(cancellation))
            {
                var (machineId, workshopId) = !row.IsDBNull(0) ? places.OfMachine(row.GetString(0), row.GetInt64(5)) : (null, places.AreMany ? places.OfMeter(row.GetString(11)) : null);
                if (Inside(new(machineId, row.IsDBNull(1) ? null : words.Same(row.GetString(1)), words.Same(row.GetString(2)), words.Same(row.GetString(3)),
                    words.Same(row.GetString(4)), row.GetInt64(5), row.GetInt64(6), row.GetDouble(7), row.GetDouble(8), row.GetDouble(9), workshopId), startMs, endMs) is { } piece)
                    each(row.GetString(10), piece);
            }
            return true;
        }, cancellation);

    /// <summary>The part of a booking inside the day; a booking of no length belongs to the day in which it ends.</summary>
    static EnergyPiece? Inside(EnergyPiece booking, long startMs, long endMs)
    {
        var length = booking.ToMs - booking.FromMs;
        if (length <= 0)
            return booking.ToMs < endMs ? booking with { FromMs = booking.ToMs } : null;
        var (from, to) = (Math.Max(booking.FromMs, startMs), Math.Min(booking.ToMs, endMs));
        if (to <= from)
            return null;
        if (to - from == length)
            return booking;
        var share = (double)(to - from) / length;
        return booking with { FromMs = from, ToMs = to, Wh = booking.Wh * share, LowWh = booking.LowWh * share, HighWh = booking.HighWh * share };
    }

    /// <summary>Where each piece's energy came from: its workshop's roof first, slot by slot, then that workshop's grid with its signal of that time.</summary>
    public async Task Supply(List<EnergyPiece> pieces, long startMs, long endMs, CancellationToken cancellation)
    {
        var all = await supplies.All(cancellation);
        foreach (var workshopId in pieces.Select(piece => piece.WorkshopId).Distinct().ToList())
            Supply(pieces, workshopId, await supplies.Signal(all.Of(workshopId), startMs, endMs, cancellation), await supplies.Roof(workshopId, startMs, endMs, cancellation));
    }

    static void Supply(List<EnergyPiece> pieces, string? workshopId, SignalOverTime signal, IReadOnlyList<RoofSlot> roof)
    {
        var load = new double[roof.Count];
        for (var slot = 0; slot < roof.Count; slot++)
            foreach (var piece in pieces)
                if (piece.WorkshopId == workshopId)
                    load[slot] += piece.Wh * Share(piece, roof[slot].StartMs, roof[slot].EndMs);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.WorkshopId != workshopId)
                continue;
            double roofWh = 0, roofSlotWh = 0, roofSlotG = 0;
            for (var slot = 0; slot < roof.Count; slot++)
            {
                var wh = piece.Wh * Share(piece, roof[slot].StartMs, roof[slot].EndMs) * RoofPower.Share(roof[slot].Wh, load[slot]);
                if (wh <= 0)
                    continue;
                var (g, known) = signal.Over(Math.Max(piece.FromMs, roof[slot].StartMs), Math.Min(piece.ToMs, roof[slot].EndMs));
                (roofWh, roofSlotWh, roofSlotG) = (roofWh + wh, roofSlotWh + (wh * known), roofSlotG + (wh * known * g / 1000));
            }
            var (mean, part) = signal.Over(piece.FromMs, piece.ToMs);
            // What the roof gave is taken off the grid's slots in which it gave it.
            var slotWh = Math.Max(0, (piece.Wh * part) - roofSlotWh);
            pieces[i] = piece with { RoofWh = roofWh, SlotWh = slotWh, SlotG = slotWh > 0 ? Math.Max(0, (piece.Wh * part * mean / 1000) - roofSlotG) : 0 };
        }

        static double Share(EnergyPiece piece, long from, long to) => piece.ToMs == piece.FromMs
            ? piece.FromMs >= from && piece.FromMs < to ? 1 : 0
            : Math.Max(0, Math.Min(piece.ToMs, to) - Math.Max(piece.FromMs, from)) / (double)(piece.ToMs - piece.FromMs);
    }

    static void Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
