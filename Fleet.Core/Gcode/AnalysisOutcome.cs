namespace Fleet.Core.Gcode;

/// <summary>What came of reading a program: an analysis, or one sentence why there is none.</summary>
public abstract record AnalysisOutcome
{
    AnalysisOutcome() { }

    /// <param name="Analysis">Everything measured; what the JSON output shows.</param>
    /// <param name="Thumbnails">Pictures that the slicer put into the program, in file order.</param>
    public sealed record Analysed(ProgramAnalysis Analysis, IReadOnlyList<Thumbnail> Thumbnails) : AnalysisOutcome
    {
        /// <summary>Seconds and filament as functions of the line.</summary>
        public ProgramTimeline Timeline { get; init; } = ProgramTimeline.Empty;

        /// <summary>Where each layer begins; thinned out evenly above <see cref="AnalysisOptions.MaxLayerMarks"/>.</summary>
        public IReadOnlyList<LayerMark> Layers { get; init; } = [];

        /// <summary>By tool: which part of its filament is support, purge or skirt, as far as the slicer marks it.</summary>
        public IReadOnlyDictionary<int, Material.FeatureCurve> Curves { get; init; } = new Dictionary<int, Material.FeatureCurve>();

        /// <summary>Places from which the program can be taken up again, every few seconds of motion.</summary>
        public IReadOnlyList<RestartPoint> RestartPoints { get; init; } = [];
    }

    /// <param name="Sentence">What is wrong, where, and what the person can do.</param>
    /// <param name="Line">1-based line of the plain program; null where the fault is not in a line.</param>
    public sealed record NotAnalysable(string Sentence, long? Line) : AnalysisOutcome;
}
