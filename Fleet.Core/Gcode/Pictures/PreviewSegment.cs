namespace Fleet.Core.Gcode.Pictures;

/// <summary>One drawn line; mm, single precision is 10 µm at ten metres.</summary>
readonly record struct PreviewSegment(float X0, float Y0, float Z0, float X1, float Y1, float Z1, int Layer, MoveFeature Feature);
