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

    /// <summary>By tool number up to the last one named; null for those that were not.</summary>
    public readonly IReadOnlyList<double?> All
    {
        get
        {
            var all = new double?[32 - System.Numerics.BitOperations.LeadingZeroCount(_named)];
            for (int tool = 0; tool < all.Length; tool++)
                all[tool] = (_named >> tool & 1) != 0 ? _targetC[tool] : null;
            return all;
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
