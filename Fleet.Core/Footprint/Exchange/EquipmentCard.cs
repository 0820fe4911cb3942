namespace Fleet.Core.Footprint.Exchange;

/// <summary>A machine as others may look for it.</summary>
public sealed record EquipmentCard(string Brand, string Model, string Type, string Description);
