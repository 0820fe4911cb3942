namespace Fleet.Core.Gcode.Reading;

struct BoundsBuilder
{
    double _minX, _minY, _minZ, _maxX, _maxY, _maxZ;
    bool _any;

    public readonly bool Any => _any;
    public readonly double MinX => _minX;
    public readonly double MinY => _minY;
    public readonly double MinZ => _minZ;
    public readonly double MaxX => _maxX;
    public readonly double MaxY => _maxY;
    public readonly double MaxZ => _maxZ;

    /// <summary>True when the box grew.</summary>
    public bool Add(double x, double y, double z)
    {
        if (!_any)
        {
            (_minX, _minY, _minZ, _maxX, _maxY, _maxZ, _any) = (x, y, z, x, y, z, true);
            return true;
        }

        if (x >= _minX && x <= _maxX && y >= _minY && y <= _maxY && z >= _minZ && z <= _maxZ)
            return false;

        if (x < _minX) _minX = x;
        if (x > _maxX) _maxX = x;
        if (y < _minY) _minY = y;
        if (y > _maxY) _maxY = y;
        if (z < _minZ) _minZ = z;
        if (z > _maxZ) _maxZ = z;
        return true;
    }

    public readonly Bounds? Build() => _any ? new(new(_minX, _minY, _minZ), new(_maxX, _maxY, _maxZ)) : null;
}
