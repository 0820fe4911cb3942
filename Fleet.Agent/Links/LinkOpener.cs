namespace Fleet.Agent.Links;

/// <summary>Opens what a <see cref="LinkAddress"/> names: termios on Linux, System.IO.Ports elsewhere or on request, TCP for <c>tcp://</c>.</summary>
static class LinkOpener
{
    /// <param name="portable">System.IO.Ports even on Linux.</param>
    /// <param name="pulseDtr">Ask the board for a reset while opening.</param>
    /// <exception cref="LinkLostException">One sentence that says why not and what to do.</exception>
    internal static ILink Open(LinkAddress address, int baud, bool portable = false, bool pulseDtr = false)
    {
        if (address.Address.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase))
        {
            if (!Uri.TryCreate(address.Address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
                throw new LinkLostException($"\"{address.Address}\" is not an address. Write tcp://host:port, for instance tcp://fluidnc.local:23.");
            return TcpLink.Open(uri.Host, uri.Port > 0 ? uri.Port : 23);
        }
        return OperatingSystem.IsLinux() && !portable
            ? TermiosLink.Open(address.Address, baud, pulseDtr)
            : SerialPortLink.Open(address.Address, baud, pulseDtr);
    }
}
