namespace Fleet.Agent.Drivers;

/// <param name="Family">Null when nothing was recognised; then <paramref name="Why"/> says what was found instead.</param>
/// <param name="Firmware">What it calls itself.</param>
sealed record ProbeAnswer(FirmwareFamily? Family, string Firmware, int Baud, string Why);
