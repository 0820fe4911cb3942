using System.Security.Cryptography;
using System.Text.Json;

namespace Fleet.Agent.Updates;

/// <summary>
/// The agent's newer versions on disk. One of them is on trial or approved; a trial that nobody confirmed is over at the next start.
/// <code>
///   taken ─► trial, 0 starts ─► 1 start ─┬─ healthy within two minutes ─► approved
///                                        └─ next start finds it unconfirmed ─► rejected: the version before runs on
/// </code>
/// </summary>
sealed class ReleaseFolder
{
    const string StateFile = "release.json";

    readonly string _folder;

    public ReleaseFolder(string agentFolder) => _folder = Path.Combine(agentFolder, "release");

    /// <summary>Null: the installed version is the only one.</summary>
    public ReleaseState? Current { get => Read(); }

    public string FileOf(Release release) => Path.Combine(_folder, $"fleet-agent-{release.Version}");

    /// <summary>Puts a downloaded and verified file on trial.</summary>
    public void Try(Release release, ReleaseState? before) =>
        Write(new(release, Approved: false, Starts: 0, Rejected: before?.Rejected ?? [], Before: before is { Approved: true } ? before.Release : null));

    /// <summary>Whether this version was tried here before and did not prove itself.</summary>
    public bool WasRejected(string version) => Current?.Rejected.Contains(version) == true;

    public void CountStart(ReleaseState state) => Write(state with { Starts = state.Starts + 1 });

    public void Approve()
    {
        if (Current is { Approved: false } state)
            Write(state with { Approved = true });
    }

    /// <summary>Back to the version before; the rejected one is not taken again.</summary>
    public ReleaseState? Reject(ReleaseState state)
    {
        File.Delete(FileOf(state.Release));
        var rejected = state.Rejected.Append(state.Release.Version).ToArray();
        var before = state.Before is { } release
            ? new ReleaseState(release, Approved: true, Starts: 1, rejected, Before: null)
            : state with { Release = state.Release with { Sha256 = "" }, Rejected = rejected, Approved = false };
        Write(before);
        return before.Release.Sha256.Length > 0 ? before : null;
    }

    /// <summary>Whether the file is there and is what was signed.</summary>
    public bool IsWhole(Release release)
    {
        if (!File.Exists(FileOf(release)))
            return false;
        using var file = File.OpenRead(FileOf(release));
        return Convert.ToHexStringLower(SHA256.HashData(file)) == release.Sha256;
    }

    ReleaseState? Read()
    {
        var path = Path.Combine(_folder, StateFile);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ReleaseState>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null; // A power cut while it was first written: the installed version runs.
        }
    }

    void Write(ReleaseState state)
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, StateFile);
        File.WriteAllText(path + ".draft", JsonSerializer.Serialize(state));
        File.Move(path + ".draft", path, overwrite: true);
    }
}
