namespace Fleet.Core.Gcode;

/// <summary>One straight move, mm, in the coordinates of the program.</summary>
public readonly record struct ObservedMove(
    Point From,
    Point To,
    MoveFeature Feature,
    double FeedMmPerMin,
    int Tool,
    long Line);
