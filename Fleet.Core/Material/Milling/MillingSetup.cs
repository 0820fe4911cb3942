namespace Fleet.Core.Material.Milling;

/// <summary>What a milling program is run on: a stock, and the tool behind each tool number.</summary>
/// <param name="Tools">By the number of the T word; a program that names none uses number 0.</param>
public sealed record MillingSetup(Stock Stock, IReadOnlyDictionary<int, Cutter> Tools)
{
    /// <summary>The tool behind a number; a setup with only one tool means it for all.</summary>
    public Cutter? ToolOf(int number) => Tools.TryGetValue(number, out var cutter) ? cutter : Tools.Count == 1 ? Tools.Values.First() : null;

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Fault() => Tools.Count == 0
        ? "No tool is named. Write at least one with its diameter."
        : Stock.Fault() ?? Tools.Select(tool => tool.Value.Fault()).FirstOrDefault(fault => fault is not null);
}
