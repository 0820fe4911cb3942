namespace Fleet.Web.Components.Views;

/// <param name="Address">What to hand to the agent, for instance <c>serial:/dev/serial/by-id/…</c>.</param>
/// <param name="Description">What the port says of itself.</param>
/// <param name="Taken">A machine uses it already.</param>
public sealed record PortView(string Address, string Description, bool Taken);
