namespace Fleet.Core.Gcode.Pictures;

/// <summary>
/// Collects what is made while a program is read, in bounded memory, and draws it at the end. Give it to
/// <see cref="AnalysisOptions.Observer"/>. When full, every second layer is left out; thicker lines then close the gaps.
/// </summary>
/// <param name="view">How to look at it.</param>
/// <param name="onlyLayer">Draw this layer alone, from 0; null for the whole.</param>
public sealed class ProgramPreview(PreviewView view, int? onlyLayer = null) : IMotionObserver
{
    /// <summary>About 7 MB of segments.</summary>
    const int MaxSegments = 200_000;

    const float ShortMm = 0.3f;

    PreviewSegment[] _segments = new PreviewSegment[4096];
    int _count;
    int _layer;
    int _layerStep = 1;
    int _moveStep = 1;
    int _skipped;

    public bool IsEmpty => _count == 0;

    public void LayerBegins(int index, double zMm) => _layer = index;

    public void Move(in ObservedMove move)
    {
        if (IsHidden(move.Feature))
            return;
        if (onlyLayer is { } wanted ? _layer != wanted : _layer % _layerStep != 0)
            return;
        if (++_skipped < _moveStep)
            return;
        _skipped = 0;
        if (_count == _segments.Length && !MakeRoom())
            return;
        if (_count > 0 && TryExtend(move))
            return;
        _segments[_count++] = new PreviewSegment(
            (float)move.From.X, (float)move.From.Y, (float)move.From.Z, (float)move.To.X, (float)move.To.Y, (float)move.To.Z, _layer, move.Feature);
    }

    /// <summary>From outside only the skin is seen; purge lines and skirts would make the part small.</summary>
    bool IsHidden(MoveFeature feature) => view == PreviewView.Top
        ? feature == MoveFeature.Custom
        : feature is MoveFeature.Travel or MoveFeature.Custom or MoveFeature.Skirt or MoveFeature.InnerWall or MoveFeature.Infill or MoveFeature.GapFill;

    /// <summary>Segments shorter than a pixel are worth no entry of their own.</summary>
    bool TryExtend(in ObservedMove move)
    {
        ref PreviewSegment last = ref _segments[_count - 1];
        float x = (float)move.From.X, y = (float)move.From.Y;
        if (last.Feature != move.Feature || last.Layer != _layer || last.X1 != x || last.Y1 != y)
            return false;
        float dx = last.X1 - last.X0, dy = last.Y1 - last.Y0;
        if (dx * dx + dy * dy > ShortMm * ShortMm)
            return false;
        last = last with { X1 = (float)move.To.X, Y1 = (float)move.To.Y, Z1 = (float)move.To.Z };
        return true;
    }

    /// <summary>Null when nothing is made.</summary>
    public PixelImage? Render(int widthPx, int heightPx) =>
        _count == 0 ? null : new PreviewPainter(view, widthPx, heightPx, _layerStep).Paint(_segments.AsSpan(0, _count));

    /// <summary>False when the move at hand is among those that are left out from now on.</summary>
    bool MakeRoom()
    {
        if (_segments.Length < MaxSegments)
        {
            Array.Resize(ref _segments, Math.Min(_segments.Length * 2, MaxSegments));
            return true;
        }

        int kept = 0;
        bool byLayer = onlyLayer is null && _segments[0].Layer != _segments[_count - 1].Layer;
        if (byLayer)
        {
            _layerStep *= 2;
            for (int i = 0; i < _count; i++)
            {
                if (_segments[i].Layer % _layerStep == 0)
                    _segments[kept++] = _segments[i];
            }
        }

        if (!byLayer || kept == _count)
        {
            // One layer with everything in it (engraving): thin out the moves.
            _moveStep *= 2;
            kept = 0;
            for (int i = 0; i < _count; i += 2)
                _segments[kept++] = _segments[i];
        }

        _count = kept;
        return _layer % _layerStep == 0;
    }
}
