using System.Security.Cryptography;
using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>
/// The machine's own truth, for tests to hold the ledger against. Lines are those of programs: what was executed, without numbers and
/// checksums, in order.
/// </summary>
sealed class SimulationRecord
{
    readonly Lock _gate = new();
    readonly List<string> _lines = [];
    readonly double[] _netMm = new double[8], _extrudedMm = new double[8];
    byte[] _chain = new byte[32];
    double _energyWh;
    int _tools = 1;

    /// <summary>Keeps the lines themselves, not only their number and hash. Bounded by the caller's program.</summary>
    internal bool KeepLines { get; set; } = true;

    internal void Executed(string line)
    {
        lock (_gate)
        {
            if (KeepLines)
                _lines.Add(line);
            Count++;
            _chain = SHA256.HashData([.. _chain, .. Encoding.Latin1.GetBytes(line)]);
        }
    }

    internal long Count { get; private set; }

    internal void Extruded(int tool, double mm)
    {
        lock (_gate)
        {
            _tools = Math.Max(_tools, tool + 1);
            _netMm[tool & 7] += mm;
            _extrudedMm[tool & 7] = Math.Max(_extrudedMm[tool & 7], _netMm[tool & 7]);
        }
    }

    internal void Drew(double wattHours)
    {
        lock (_gate)
            _energyWh += wattHours;
    }

    internal double EnergyWh
    {
        get
        {
            lock (_gate)
                return _energyWh;
        }
    }

    internal string[] Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Filament that left the spool for good, by tool, mm: the highest mark of pushed less pulled back.</summary>
    internal double[] ExtrudedMm
    {
        get
        {
            lock (_gate)
                return _extrudedMm[.._tools];
        }
    }

    /// <summary>SHA-256 over the former hash and the line, line by line, in hexadecimal.</summary>
    internal string Chain
    {
        get
        {
            lock (_gate)
                return Convert.ToHexStringLower(_chain);
        }
    }
}
