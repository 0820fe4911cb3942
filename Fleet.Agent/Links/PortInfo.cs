namespace Fleet.Agent.Links;

/// <param name="Path">The most stable name of the port: by-id, by-path where two share an id, else the device.</param>
/// <param name="Device">What the stable name points to now.</param>
/// <param name="Usb">Vendor, product and serial number as the USB device tells them; empty for other ports.</param>
public sealed record PortInfo(string Path, string Device, string Usb);
