namespace Fleet.Agent.Simulation;

/// <summary>What goes wrong between firmware and host. Each hook runs on the simulated machine's thread.</summary>
sealed class WireFaults
{
    /// <summary>Turns a line that the firmware says into what the host hears, line ends included. Default: the line and LF.</summary>
    internal Func<string, string>? Said { get; set; }

    /// <summary>Turns what the host wrote into what the firmware hears.</summary>
    internal Func<byte[], byte[]>? Heard { get; set; }

    /// <summary>Called before a command is executed. False: the firmware was changed (reset, killed) and must not execute it.</summary>
    internal Func<string, bool>? BeforeCommand { get; set; }

    /// <summary>Nothing passes in either direction while this is set: a stuck USB stack.</summary>
    internal bool Deaf { get; set; }

    /// <summary>The rate that the board speaks at; a host at another one hears and says only noise. Null: any.</summary>
    internal int? Baud { get; set; }

    /// <summary>What a wrong rate makes of bytes: never text.</summary>
    internal static byte[] Garble(byte[] bytes) => Array.ConvertAll(bytes, one => (byte)(one * 7 ^ 0x5A | 0x80));
}
