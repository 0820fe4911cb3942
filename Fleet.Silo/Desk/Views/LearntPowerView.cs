namespace Fleet.Silo.Desk.Views;

/// <summary>What is believed of a machine's power in one state. W.</summary>
/// <param name="ProfileW">What the profile says.</param>
/// <param name="MeanW">What its own meter taught; the profile's figure while that taught nothing.</param>
/// <param name="MeanUncertaintyW">Standard uncertainty of the mean.</param>
/// <param name="SpreadW">Standard deviation from one spell to the next.</param>
/// <param name="Spells">Spells of its meter that are in it.</param>
public sealed record LearntPowerView(string Phase, double ProfileW, double MeanW, double MeanUncertaintyW, double SpreadW, long Spells);
