namespace Fleet.Core.Gcode.Pictures;

/// <summary>
/// Draws segments as bars into a picture with a depth for each pixel. A bar is as wide as a printed line and as high as the distance
/// to the next drawn layer; its top is lit from above, its side by its direction, which makes walls readable.
/// </summary>
sealed class PreviewPainter(PreviewView view, int widthPx, int heightPx, int layerStep)
{
    const float LineWidthMm = 0.5f;
    const float Margin = 0.06f;

    static readonly float Cos30 = MathF.Sqrt(3) / 2;

    readonly byte[] _rgba = new byte[widthPx * heightPx * 4];
    readonly float[] _depth = new float[widthPx * heightPx];
    float _scale, _offsetX, _offsetY;
    float _minZ, _maxZ;

    public PixelImage Paint(ReadOnlySpan<PreviewSegment> segments)
    {
        Array.Fill(_depth, float.NegativeInfinity);
        Fit(segments);
        float barHeight = view == PreviewView.Isometric ? BarMm(segments) * Cos30 * _scale + 2 : 1;
        float barWidth = MathF.Max(1, LineWidthMm * _scale);
        foreach (ref readonly PreviewSegment segment in segments)
        {
            if (segment.Feature == MoveFeature.Travel)
                Line(segment, 1, 1, isTravel: true);
        }

        foreach (ref readonly PreviewSegment segment in segments)
        {
            if (segment.Feature != MoveFeature.Travel)
                Line(segment, MathF.Min(barWidth, 12), MathF.Min(barHeight, 40), isTravel: false);
        }

        return new PixelImage(widthPx, heightPx, _rgba);
    }

    /// <summary>Distance between drawn layers: the height divided by their number.</summary>
    float BarMm(ReadOnlySpan<PreviewSegment> segments)
    {
        int layers = Math.Max(1, (segments[^1].Layer - segments[0].Layer) / layerStep);
        return (_maxZ - _minZ) / layers;
    }

    void Fit(ReadOnlySpan<PreviewSegment> segments)
    {
        float minX = float.MaxValue, minY = float.MaxValue, maxX = float.MinValue, maxY = float.MinValue;
        (_minZ, _maxZ) = (float.MaxValue, float.MinValue);
        (_scale, _offsetX, _offsetY) = (1, 0, 0);
        foreach (ref readonly PreviewSegment s in segments)
        {
            if (s.Feature == MoveFeature.Travel)
                continue;
            Include(s.X0, s.Y0, s.Z0);
            Include(s.X1, s.Y1, s.Z1);
        }

        if (minX > maxX)
            return;
        float width = MathF.Max(maxX - minX, 0.1f), height = MathF.Max(maxY - minY, 0.1f);
        _scale = MathF.Min(widthPx * (1 - 2 * Margin) / width, heightPx * (1 - 2 * Margin) / height);
        _offsetX = (widthPx - width * _scale) / 2 - minX * _scale;
        _offsetY = (heightPx - height * _scale) / 2 - minY * _scale;

        void Include(float x, float y, float z)
        {
            (float sx, float sy) = Flat(x, y, z);
            (minX, maxX) = (MathF.Min(minX, sx), MathF.Max(maxX, sx));
            (minY, maxY) = (MathF.Min(minY, sy), MathF.Max(maxY, sy));
            (_minZ, _maxZ) = (MathF.Min(_minZ, z), MathF.Max(_maxZ, z));
        }
    }

    /// <summary>On the picture's plane, mm, y downwards.</summary>
    (float X, float Y) Flat(float x, float y, float z) =>
        view == PreviewView.Top ? (x, -y) : ((x - y) * Cos30, -(x + y) * 0.5f - z * Cos30);

    void Line(in PreviewSegment s, float width, float height, bool isTravel)
    {
        (float x0, float y0) = Flat(s.X0, s.Y0, s.Z0);
        (float x1, float y1) = Flat(s.X1, s.Y1, s.Z1);
        x0 = x0 * _scale + _offsetX;
        y0 = y0 * _scale + _offsetY;
        x1 = x1 * _scale + _offsetX;
        y1 = y1 * _scale + _offsetY;
        float longest = MathF.Max(MathF.Abs(x1 - x0), MathF.Abs(y1 - y0));

        // Nothing that is drawn leaves the picture far: travel may, and is cut.
        if (!(longest < 4 * (widthPx + heightPx)))
            return;
        int steps = Math.Max(1, (int)longest);
        uint top = isTravel ? 0x60B0B0B0u : Colour(s, 1);
        uint side = isTravel ? top : Colour(s, SideLight(s));
        for (int i = 0; i <= steps; i++)
        {
            float t = (float)i / steps;
            float z = s.Z0 + (s.Z1 - s.Z0) * t;
            float depth = view == PreviewView.Top ? (isTravel ? -1e9f : z) : z - (s.X0 + (s.X1 - s.X0) * t + s.Y0 + (s.Y1 - s.Y0) * t) * 0.5f;
            Bar(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, depth, width, height, top, side);
        }
    }

    void Bar(float x, float y, float depth, float width, float height, uint top, uint side)
    {
        int left = (int)(x - width / 2), right = (int)(x + width / 2 - 0.01f);
        int upper = (int)(y - width / 4), lower = (int)(y + width / 4 + height - 1);
        int topEnd = (int)(y + width / 4);
        for (int py = Math.Max(upper, 0); py <= Math.Min(lower, heightPx - 1); py++)
        {
            for (int px = Math.Max(left, 0); px <= Math.Min(right, widthPx - 1); px++)
            {
                int at = py * widthPx + px;
                if (_depth[at] > depth)
                    continue;
                _depth[at] = depth;
                uint colour = py <= topEnd ? top : side;
                _rgba[at * 4] = (byte)(colour >> 16);
                _rgba[at * 4 + 1] = (byte)(colour >> 8);
                _rgba[at * 4 + 2] = (byte)colour;
                _rgba[at * 4 + 3] = (byte)(colour >> 24);
            }
        }
    }

    /// <summary>Light comes from the left: walls along Y that face it are bright, walls along X darker.</summary>
    static float SideLight(in PreviewSegment s)
    {
        float dx = s.X1 - s.X0, dy = s.Y1 - s.Y0;
        float length = MathF.Sqrt(dx * dx + dy * dy);
        return length < 1e-6f ? 0.7f : 0.5f + 0.35f * MathF.Abs(dy) / length;
    }

    uint Colour(in PreviewSegment s, float light)
    {
        uint rgb = s.Feature switch
        {
            MoveFeature.Support or MoveFeature.SupportInterface => 0x8FA3B0,
            MoveFeature.WipeTower => 0xA9A9A9,
            MoveFeature.Infill or MoveFeature.GapFill when view == PreviewView.Top => 0xD96A4A,
            MoveFeature.Cut or MoveFeature.Plunge => DepthColour((s.Z0 + s.Z1) / 2),
            _ => 0xF39A32,
        };
        uint r = (uint)((rgb >> 16 & 255) * light), g = (uint)((rgb >> 8 & 255) * light), b = (uint)((rgb & 255) * light);
        return 0xFF000000 | r << 16 | g << 8 | b;
    }

    /// <summary>Cuts are the darker the deeper they are.</summary>
    uint DepthColour(float z)
    {
        float depth = _maxZ - _minZ < 1e-3f ? 0.5f : (z - _minZ) / (_maxZ - _minZ);
        uint r = (uint)(20 + 60 * depth), g = (uint)(60 + 110 * depth), b = (uint)(110 + 120 * depth);
        return r << 16 | g << 8 | b;
    }
}
