using System.IO.MemoryMappedFiles;
using System.Text;

namespace Fleet.Agent.Journal;

/// <summary>
/// How far the run of one machine has come, written many times a second into a small file that is mapped into memory: it costs no
/// system call, and it survives a killed process (not a power cut; the journal's last booking does). The next start books from it what
/// the killed one had not.
/// <code>
///   0 version (odd while it is written)   8 line   16 tools   24 extruded mm ×8   88 booked mm ×8   152 length of run id   156 run id
/// </code>
/// </summary>
sealed class ProgressNote : IDisposable
{
    public const int Tools = 8;
    const int LineAt = 8, ToolsAt = 16, ExtrudedAt = 24, BookedAt = 88, RunIdLengthAt = 152, RunIdAt = 156, LongestRunId = 64;
    const int Size = RunIdAt + LongestRunId;

    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    readonly Lock _turn = new();
    long _version;

    public ProgressNote(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Size);
        _view = _file.CreateViewAccessor(0, Size);
        _version = _view.ReadInt64(0);
    }

    /// <summary>A run begins: nothing is extruded or booked.</summary>
    public void Begin(string runId)
    {
        var bytes = Encoding.ASCII.GetBytes(runId);
        if (bytes.Length > LongestRunId)
            return;
        using var turn = _turn.EnterScope();
        Open();
        _view.Write(LineAt, 0L);
        _view.Write(ToolsAt, 0);
        for (var tool = 0; tool < Tools; tool++)
        {
            _view.Write(ExtrudedAt + tool * 8, 0.0);
            _view.Write(BookedAt + tool * 8, 0.0);
        }
        _view.Write(RunIdLengthAt, bytes.Length);
        _view.WriteArray(RunIdAt, bytes, 0, bytes.Length);
        Close();
    }

    public void Reached(long line, IReadOnlyList<double> extrudedMm)
    {
        using var turn = _turn.EnterScope();
        Open();
        _view.Write(LineAt, line);
        _view.Write(ToolsAt, Math.Min(Tools, extrudedMm.Count));
        for (var tool = 0; tool < extrudedMm.Count && tool < Tools; tool++)
            _view.Write(ExtrudedAt + tool * 8, extrudedMm[tool]);
        Close();
    }

    /// <summary>This much of it is in the journal.</summary>
    public void Booked(IReadOnlyList<double> bookedMm)
    {
        using var turn = _turn.EnterScope();
        Open();
        for (var tool = 0; tool < bookedMm.Count && tool < Tools; tool++)
            _view.Write(BookedAt + tool * 8, bookedMm[tool]);
        Close();
    }

    /// <summary>What a process before this one left behind about a run; null when it is about another run, or torn.</summary>
    public (long Line, double[] UnbookedMm)? Left(string runId)
    {
        if (_view.ReadInt64(0) % 2 != 0)
            return null;
        var length = _view.ReadInt32(RunIdLengthAt);
        if (length is <= 0 or > LongestRunId)
            return null;
        var bytes = new byte[length];
        _view.ReadArray(RunIdAt, bytes, 0, length);
        if (Encoding.ASCII.GetString(bytes) != runId)
            return null;
        var unbooked = new double[Math.Clamp(_view.ReadInt32(ToolsAt), 0, Tools)];
        for (var tool = 0; tool < unbooked.Length; tool++)
            unbooked[tool] = Math.Max(0, _view.ReadDouble(ExtrudedAt + tool * 8) - _view.ReadDouble(BookedAt + tool * 8));
        return (_view.ReadInt64(LineAt), unbooked);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    void Open() => _view.Write(0, _version |= 1);

    void Close() => _view.Write(0, ++_version);
}
