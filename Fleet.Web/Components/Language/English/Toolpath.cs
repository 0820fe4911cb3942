namespace Fleet.Web.Components.Language;

static partial class English
{
    /// <summary>The picture of a toolpath.</summary>
    static (string Key, string Sentence)[] Toolpath =>
    [
        ("path.title", "The path"),
        ("path.show", "Show the path"),
        ("path.canvas", "The path of the tool, drawn"),
        ("path.upTo", "Up to layer"),
        ("path.oblique", "From the side"),
        ("path.top", "From above"),
        ("path.travel", "Travel moves too"),
        ("path.legend", "What the colours mean"),
        ("path.keys", "Drag to turn, wheel or two fingers to zoom, Shift or the right button to shift. Keys: arrows turn, Shift with arrows shifts, + and − zoom, Page up and Page down change the layer, Home starts over."),
        ("path.loading", "The path is being read …"),
        ("path.noWebGl", "This browser cannot draw the path: it has no WebGL2. Another browser, or hardware acceleration switched on, can."),
        ("path.failed", "The path could not be read. Try again; if it stays so, upload the program again."),
        ("path.layer", "Layer {0} of {1}, {2} mm high"),
        ("path.feature.0", "travel"),
        ("path.feature.1", "extrusion"),
        ("path.feature.2", "outer wall"),
        ("path.feature.3", "inner wall"),
        ("path.feature.4", "overhang"),
        ("path.feature.5", "infill"),
        ("path.feature.6", "solid infill"),
        ("path.feature.7", "top surface"),
        ("path.feature.8", "bridge"),
        ("path.feature.9", "gap fill"),
        ("path.feature.10", "skirt and brim"),
        ("path.feature.11", "support"),
        ("path.feature.12", "support interface"),
        ("path.feature.13", "wipe tower"),
        ("path.feature.14", "ironing"),
        ("path.feature.15", "start and end"),
        ("path.feature.16", "cut"),
        ("path.feature.17", "plunge"),
    ];
}
