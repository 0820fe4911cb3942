namespace Fleet.Core.Gcode;

public enum ThumbnailFormat
{
    Png,
    Jpeg,

    /// <summary>The Quite OK Image format; <see cref="Pictures.Qoi"/> decodes it.</summary>
    Qoi,
}
