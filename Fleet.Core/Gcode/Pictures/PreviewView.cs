namespace Fleet.Core.Gcode.Pictures;

public enum PreviewView
{
    /// <summary>From the front left and above; for printed parts.</summary>
    Isometric,

    /// <summary>From above; for cutting, and for single layers.</summary>
    Top,
}
