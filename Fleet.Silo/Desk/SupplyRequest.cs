namespace Fleet.Silo.Desk;

/// <summary>What the workshop is supplied with.</summary>
/// <param name="Zone">A country such as <c>DE</c> or a bidding zone such as <c>DE-LU</c>.</param>
/// <param name="Signal">Which average inventories use; null: <c>averageProduction</c>.</param>
/// <param name="Contract">Supplier and product, or null.</param>
/// <param name="ContractGPerKwh">g CO₂e/kWh as the bill states it, for the market-based view.</param>
/// <param name="From">Null: always.</param>
/// <param name="Workshop">Null: the one that every installation begins with.</param>
public sealed record SupplyRequest(
    string? Zone, string? Signal = null, string? Contract = null, double? ContractGPerKwh = null, string? ContractSource = null, DateTimeOffset? From = null, string? Workshop = null);
