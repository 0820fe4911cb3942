using Fleet.Bench.Gcode;
using Fleet.Bench.Load;
using Fleet.Bench.Plan;
using Fleet.Bench.Report;
using Fleet.Bench.Start;
using Fleet.Bench.Stream;

namespace Fleet.Bench;

/// <summary><c>./fleet bench …</c>: measures and prints its table, with the peers beside us where one can be installed.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["start", .. var rest]:
                return await StartBench.Run(rest);
            case ["stream", .. var rest]:
                return StreamBench.Run(rest);
            case ["gcode", .. var rest]:
                return GcodeBench.Run(rest);
            case ["fleet", .. var rest]:
                return await FleetBench.Run(rest);
            case ["plan", .. var rest]:
                return await PlanBench.Run(rest);
            case ["report", .. var rest]:
                return await ReportBench.Run(rest);
            default:
                Console.Error.WriteLine("fleet bench: say what to measure: start, gcode, stream, fleet, plan, report or chaos.");
                return 2;
        }
    }
}
