using System.Globalization;

namespace Fleet.Agent.Streaming;

/// <summary>A controller's settings as it listed them at connect, written down before one is changed.</summary>
static class SettingsBackup
{
    /// <param name="folder">Null: nothing is kept.</param>
    /// <param name="settings">Lines of the form <c>$110=500.000</c>; sending them again restores the controller.</param>
    internal static void Keep(string? folder, IReadOnlyList<string> settings, TimeProvider time)
    {
        if (folder == null || settings.Count == 0)
            return;
        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture, $"settings-{time.GetUtcNow():yyyyMMdd-HHmmss}.txt");
        File.WriteAllLines(Path.Combine(folder, name), settings.Where(line => line.StartsWith('$')));
    }
}
