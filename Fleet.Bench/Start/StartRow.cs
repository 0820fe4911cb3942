namespace Fleet.Bench.Start;

/// <param name="Most">What the figure should not exceed, or null.</param>
sealed record StartRow(string Figure, double Measured, string Unit, double? Most);
