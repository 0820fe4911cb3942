using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>What the program has asked of each nozzle, °C. Tools that were never named share the heater of those that were (one nozzle, many filaments).</summary>
struct NozzleTargets
{
    PerTool _targetC;
    uint _named;

    public readonly double Highest
    {
        get
        {
            double highest = 0;
            for (int tool = 0; tool < ExtrusionState.Tools; tool++)
                highest = Math.Max(highest, _targetC[tool]);
            return highest;
        }
    }

    public void Set(int tool, double targetC)
    {
        _targetC[tool] = targetC;
        _named |= 1u << tool;
    }

    public readonly bool IsHot(int tool, double fromC) => ((_named >> tool & 1) != 0 ? _targetC[tool] : Highest) >= fromC;

    [InlineArray(ExtrusionState.Tools)]
    struct PerTool
    {
        double _first;
    }
}
