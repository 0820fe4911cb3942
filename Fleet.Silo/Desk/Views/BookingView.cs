using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk.Views;

public sealed record BookingView(string Id, string MachineId, string Kind, DateTimeOffset From, DateTimeOffset Until, string Note)
{
    public static BookingView Of(BookingRow row) => new(row.Id, row.MachineId, row.Kind, Instants.At(row.FromMs), Instants.At(row.ToMs), row.Note);
}
