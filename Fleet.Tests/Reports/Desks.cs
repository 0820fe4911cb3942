using Fleet.Silo.Desk;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Passports;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Tests.Reports;

/// <summary>The desks that stand over a small ledger.</summary>
public sealed class Desks(SmallLedger ledger)
{
    public FactorDesk Factors { get; } = new(ledger.Database, ledger.Factors, ledger.Clock);

    public CarbonDesk Carbon { get; } = new(ledger.Database, ledger.Factors, new SupplyOverTime(ledger.Database), ledger.Sums, ledger.Clock);

    public InventoryDesk Inventories { get; } = new(ledger.Database, ledger.Reader, ledger.Sums, ledger.Factors, ledger.Desk);

    public PublishedDesk Published { get; } = new(ledger.Database, ledger.Desk, new InventoryDesk(ledger.Database, ledger.Reader, ledger.Sums, ledger.Factors, ledger.Desk), ledger.Clock);

    public StoryDesk Stories { get; } = new(ledger.Database, ledger.Sums);

    public EvidenceDesk Evidence { get; } = new(ledger.Database, ledger.Clock);

    public RepairDesk Repairs { get; } = new(ledger.Database, ledger.Sums, new EvidenceDesk(ledger.Database, ledger.Clock), ledger.Clock);

    public PassportDesk Passports { get; } = new(ledger.Database, new DaySummer(ledger.Database, new DayBookings(ledger.Database, new SupplyOverTime(ledger.Database))), ledger.Sums, ledger.Factors, ledger.Clock);

    public static Visitor Officer => SmallLedger.Officer;

    public static Visitor Anna { get; } = new("anna", "Anna", Role.Member);

    public static Visitor Ben { get; } = new("ben", "Ben", Role.Member);
}
