using Fleet.Agent.Journal;
using Fleet.Protocol;

namespace Fleet.Agent.Stations;

/// <summary>
/// Filament of the run in progress that is booked already, so that each millimetre becomes a fact once; also beyond the death of this
/// process, by the note that it leaves.
/// </summary>
sealed class MaterialBook(string machineId, ProgressNote note)
{
    double[] _bookedMm = [];

    internal void BeginRun(string runId)
    {
        _bookedMm = [];
        note.Begin(runId);
    }

    /// <summary>Facts for what was pushed since the last call, one per tool that pushed.</summary>
    internal IEnumerable<JournalEntry> Since(Drivers.RunProgress progress)
    {
        var booked = new double[progress.ExtrudedMm.Count];
        for (var tool = 0; tool < booked.Length; tool++)
        {
            var before = tool < _bookedMm.Length ? _bookedMm[tool] : 0;
            booked[tool] = Math.Max(before, progress.ExtrudedMm[tool]);
            if (booked[tool] > before)
                yield return new()
                {
                    MachineId = machineId,
                    MaterialUse = new() { RunId = progress.RunId, Tool = (uint)tool, LengthMm = booked[tool] - before },
                };
        }
        _bookedMm = booked;
        note.Booked(booked);
    }
}
