using Fleet.Core.Gcode;
using Fleet.Core.Gcode.Pictures;

namespace Fleet.Silo.Programs;

/// <summary>
/// Toolpaths for the browser's 3D view: made from the program when somebody first looks, kept beside it from then on. A kept one that is lost
/// or was never made costs a second.
/// </summary>
public sealed class Toolpaths(ProgramFiles files) : IDisposable
{
    /// <summary>One at a time: it takes a whole core.</summary>
    readonly SemaphoreSlim _turn = new(1);

    /// <summary>The Brotli stream that <see cref="ToolpathWriter"/> describes; null when there is no such program.</summary>
    public async Task<Stream?> Open(string programId, CancellationToken cancellation)
    {
        string path = files.ToolpathOf(programId);
        if (path.Length == 0)
            return null;
        if (!File.Exists(path))
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                if (!File.Exists(path) && !await Make(programId, path, cancellation))
                    return null;
            }
            finally
            {
                _turn.Release();
            }
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
    }

    public void Dispose() => _turn.Dispose();

    async Task<bool> Make(string programId, string path, CancellationToken cancellation)
    {
        await using Stream? program = await files.Open(programId, cancellation);
        if (program is null)
            return false;
        string unfinished = files.Unfinished();
        try
        {
            await Task.Run(() => Write(program, unfinished, cancellation), cancellation);
            File.Move(unfinished, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    static void Write(Stream program, string path, CancellationToken cancellation)
    {
        using FileStream file = File.Create(path);
        using var writer = new ToolpathWriter(file);
        ProgramAnalyser.Analyse(program, null, AnalysisOptions.Default with { WithMotionTime = false, Observer = writer }, cancellation);
    }
}
