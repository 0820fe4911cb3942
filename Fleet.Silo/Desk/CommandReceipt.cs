namespace Fleet.Silo.Desk;

/// <summary>A command that the machine took.</summary>
/// <param name="Text">What the machine answered; often empty.</param>
public sealed record CommandReceipt(string Id, string Kind, string Text);
