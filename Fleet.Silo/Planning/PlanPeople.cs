using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Silo.Planning;

/// <summary>Who is in the workshop in which slot, and what electricity costs there.</summary>
sealed class PlanPeople(WorkshopRules rules, PlanCalendar calendar)
{
    public PlanWorkshop Workshop(string workshopId, string name) => new()
    {
        Id = workshopId, Name = name,
        People = [.. rules.People.Select(person => new PlanPerson(person.Id, calendar.Inside(person.Present), person.Name))],
        Present = rules.Open is { } open ? calendar.Inside(open) : null,
        PriceEurPerMwh = Prices(),
    };

    int[] Prices()
    {
        if (rules.Price is not { } price)
            return [];
        var perSlot = new int[calendar.Horizon];
        Array.Fill(perSlot, (int)Math.Round(price.EurPerKwh * 1000));
        if (price is { Low: { } low, LowEurPerKwh: { } cheap })
            foreach (var span in calendar.Inside(low))
                Array.Fill(perSlot, (int)Math.Round(cheap * 1000), span.From, span.To - span.From);
        return perSlot;
    }
}
