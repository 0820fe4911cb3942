using System.Globalization;
using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>GRBL's status line. Offsets and factors come in some reports only, as in the real firmware.</summary>
sealed class SimulatedGrblReport
{
    const int OffsetsEvery = 10;

    int _reports;

    /// <summary>A factor was changed: the next report tells.</summary>
    internal void FactorsChanged() => _reports = 1;

    /// <param name="buffers">Free blocks and bytes, where <c>$10</c> asks for them.</param>
    internal string Compose(string state, double[] position, (int Blocks, int Bytes)? buffers, double feed, double speed, double[] offset, SimulatedGrblFactors factors)
    {
        var text = new StringBuilder("<").Append(state).Append("|MPos:").Append(Triple(position));
        if (buffers is var (blocks, bytes))
            text.Append(CultureInfo.InvariantCulture, $"|Bf:{blocks},{bytes}");
        text.Append(CultureInfo.InvariantCulture, $"|FS:{feed:0},{speed:0}");
        if (_reports % OffsetsEvery == 0)
            text.Append("|WCO:").Append(Triple(offset));
        else if (_reports % OffsetsEvery == 1)
            text.Append(CultureInfo.InvariantCulture, $"|Ov:{factors.Feed},{factors.Rapid},{factors.Spindle}");
        _reports++;
        return text.Append('>').ToString();
    }

    internal static string Triple(double[] values) => string.Create(CultureInfo.InvariantCulture, $"{values[0]:0.000},{values[1]:0.000},{values[2]:0.000}");
}
