using Fleet.Agent.Links;

namespace Fleet.Agent.Drivers;

/// <summary>The way to one machine: its address, and the rate that it turned out to speak at.</summary>
sealed class Port(LinkAddress address, Profile profile, DriverOptions options, TimeProvider time)
{
    int? _foundBaud;

    internal string Address => address.Address;

    /// <exception cref="LinkLostException">One sentence that says why not and what to do.</exception>
    internal ILink Open(bool pulseDtr = false) =>
        LinkOpener.Open(address, address.Baud ?? _foundBaud ?? profile.Link.Baud, options.PortableLink, pulseDtr);

    /// <summary>Looks for a port that vanished, for as long as a run may wait for it.</summary>
    /// <returns>The port, opened again; null when it stayed away or the wait was given up.</returns>
    internal async Task<ILink?> Reopen(CancellationToken givenUp)
    {
        for (long since = time.GetTimestamp(); time.GetElapsedTime(since) < options.ReturnWithin;)
        {
            await Task.Delay(options.ReturnEvery, time, givenUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (givenUp.IsCancellationRequested)
                return null;
            try
            {
                return Open();
            }
            catch (LinkLostException)
            {
                // Not yet.
            }
        }
        return null;
    }

    /// <summary>Nothing answered as the profile says. Looks for another rate or another language; takes up to five seconds.</summary>
    /// <returns>What a person must know; empty when nothing was found, or when only the rate was another and is now known.</returns>
    internal string FindOut()
    {
        try
        {
            var answer = FirmwareProbe.Ask(address.Address, address.Baud, time);
            if (answer.Family is not { } family)
                return "";
            if (family.CountsBytes() != profile.Firmware.Family.CountsBytes())
                return $"On {address.Address} answers {answer.Firmware}, but the profile {profile.Name} is for {profile.Firmware.Family}. Choose another profile or another port.";
            _foundBaud = answer.Baud;
            return "";
        }
        catch (LinkLostException lost)
        {
            return lost.Message;
        }
    }
}
