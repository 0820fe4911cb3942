using System.Buffers.Text;
using System.Text;

namespace Fleet.Core.Gcode.Execution;

/// <summary>What slicers say in comments: who they are, what they claim, where layers and features begin, pictures.</summary>
sealed class CommentReader
{
    readonly ThumbnailCollector _thumbnails = new();
    bool _custom;
    bool _layered;

    MoveFeature _feature = MoveFeature.Extrude;

    /// <summary>Before the first layer a slicer's program holds start code.</summary>
    public MoveFeature Feature => _layered || Header.Name is null ? _feature : MoveFeature.Custom;

    /// <summary>Between start code and end code: within a layer, not in custom code.</summary>
    public bool InBody => _layered && !_custom;

    public int MarkedLayers { get; private set; }

    readonly List<string> _objects = [];

    /// <summary>Names of the objects on the plate, at most 256.</summary>
    public IReadOnlyList<string> Objects => _objects;

    public SlicerHeader Header { get; } = new();

    public IReadOnlyList<Thumbnail> Thumbnails => _thumbnails.Found;

    /// <summary>Set by a layer mark or its height; the caller clears it.</summary>
    public bool LayerNews { get; set; }

    /// <summary>Height that the slicer writes below its layer mark, mm; null until it comes.</summary>
    public double? LayerZMm { get; private set; }

    /// <param name="alone">Nothing else is on the line.</param>
    public void Take(ReadOnlySpan<byte> text, bool alone)
    {
        if (!alone)
            return;
        if (_thumbnails.Collecting)
        {
            _thumbnails.Take(text);
            return;
        }

        ReadOnlySpan<byte> trimmed = text.TrimStart((byte)' ');
        if (trimmed.IsEmpty)
            return;
        if (trimmed.StartsWith("thumbnail"u8))
        {
            _thumbnails.TryBegin(trimmed);
            return;
        }

        if (trimmed.StartsWith("TYPE:"u8))
            SetFeature(trimmed[5..]);
        else if (trimmed.StartsWith("LAYER"u8) || trimmed.StartsWith("CHANGE_LAYER"u8) || trimmed.StartsWith("layer "u8) || trimmed.StartsWith("BEGIN_LAYER_OBJECT"u8))
            LayerMark(trimmed);
        else if (trimmed.StartsWith("Z:"u8))
            SetLayerZ(trimmed[2..]);
        else if (trimmed.StartsWith("Z_HEIGHT:"u8))
            SetLayerZ(trimmed[9..].TrimStart((byte)' '));
        else if (trimmed.StartsWith("FEATURE: "u8))
            SetFeature(trimmed[9..]);
        else if (trimmed.StartsWith("feature "u8))
            SetFeature(trimmed[8..]);
        else if (trimmed.StartsWith("printing object "u8) || trimmed.StartsWith("start printing object"u8))
            AddObject(ObjectName(trimmed));
        else
            Header.Take(trimmed);
    }

    public void AddObject(string name)
    {
        if (name.Length > 0 && _objects.Count < 256 && !_objects.Contains(name))
            _objects.Add(name);
    }

    /// <summary>"printing object cube.stl id:0 copy 0" and Orca's "start printing object, unique label id: 12".</summary>
    static string ObjectName(ReadOnlySpan<byte> text)
    {
        int begin = text.IndexOf("object"u8) + 6;
        return Encoding.UTF8.GetString(text[begin..Math.Min(text.Length, begin + 120)]).Trim(' ', ',', '\r');
    }

    void LayerMark(ReadOnlySpan<byte> text)
    {
        bool mark = text.StartsWith("LAYER_CHANGE"u8) || text.StartsWith("BEGIN_LAYER_OBJECT z="u8) || text.StartsWith("CHANGE_LAYER"u8)
            || (text.StartsWith("LAYER:"u8) && Utf8Parser.TryParse(text[6..], out int _, out _))
            || (text.StartsWith("layer "u8) && text.IndexOf("Z ="u8) > 0);
        if (!mark)
        {
            Header.Take(text);
            return;
        }

        MarkedLayers++;
        _layered = true;
        _custom = false;
        LayerZMm = null;
        LayerNews = true;
    }

    void SetLayerZ(ReadOnlySpan<byte> number)
    {
        if (!Utf8Parser.TryParse(number, out double z, out _) || !(Math.Abs(z) < 1e5))
            return;
        LayerZMm = z;
        LayerNews = true;
    }

    void SetFeature(ReadOnlySpan<byte> name)
    {
        _feature = FeatureNames.Of(name);
        _custom = _feature == MoveFeature.Custom;
    }
}
