namespace Fleet.Agent.Drivers;

/// <summary>What a factor in percent acts on while a program runs.</summary>
public enum OverrideKind
{
    /// <summary>Programmed feed: 10 to 200 % on GRBL, 1 to 999 % on printers.</summary>
    Feed,

    /// <summary>Filament pushed; printers only.</summary>
    Flow,

    /// <summary>Rapid moves: 25, 50 or 100 %; GRBL only.</summary>
    Rapid,

    /// <summary>Spindle speed or laser power: 10 to 200 %; GRBL only.</summary>
    Spindle,
}
