using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Passports;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports;

/// <summary>Adds what turns the ledger into reports.</summary>
public static class ReportSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<SupplyOverTime>();
        services.AddSingleton<DayBookings>();
        services.AddSingleton<DaySummer>();
        services.AddSingleton<LedgerSums>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerSums>());
        services.AddSingleton<SumReader>();
        services.AddSingleton<FootprintFactors>();
        services.AddSingleton<SheetDesk>();
        services.AddSingleton<InventoryDesk>();
        services.AddSingleton<PublishedDesk>();
        services.AddSingleton<PassportDesk>();
        services.AddSingleton<FactorDesk>();
        services.AddSingleton<CarbonDesk>();
        services.AddSingleton<StoryDesk>();
        services.AddSingleton<EvidenceDesk>();
        services.AddSingleton<RepairDesk>();
        return services;
    }
}
