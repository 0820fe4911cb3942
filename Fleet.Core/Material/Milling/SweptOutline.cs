namespace Fleet.Core.Material.Milling;

/// <summary>The outline of a circle that goes straight from A to B: two circles and the two lines that touch both.</summary>
readonly struct SweptOutline
{
    readonly double _ax, _ay, _bx, _by, _radius2, _nx, _ny, _xPerY, _lowY, _highY, _length;

    public SweptOutline(double ax, double ay, double bx, double by, double radius)
    {
        (_ax, _ay, _bx, _by, _radius2) = (ax, ay, bx, by, radius * radius);
        double dx = bx - ax, dy = by - ay;
        _length = Math.Sqrt(dx * dx + dy * dy);
        if (_length <= 1e-12)
            return;
        (_nx, _ny) = (-dy / _length * radius, dx / _length * radius);
        _xPerY = dy == 0 ? 0 : dx / dy;
        (_lowY, _highY) = dy == 0 ? (double.PositiveInfinity, double.NegativeInfinity) : (Math.Min(ay, by), Math.Max(ay, by));
    }

    /// <summary>Where a horizontal line meets it; false beside it.</summary>
    public bool At(double y, out double left, out double right)
    {
        (left, right) = (double.PositiveInfinity, double.NegativeInfinity);
        Circle(y - _ay, _ax, ref left, ref right);
        if (_length > 1e-12)
        {
            Circle(y - _by, _bx, ref left, ref right);
            Line(y - _ny, _nx, ref left, ref right);
            Line(y + _ny, -_nx, ref left, ref right);
        }
        return right > left;
    }

    void Circle(double away, double x, ref double left, ref double right)
    {
        var half = _radius2 - away * away;
        if (half < 0)
            return;
        half = Math.Sqrt(half);
        left = Math.Min(left, x - half);
        right = Math.Max(right, x + half);
    }

    void Line(double y, double offset, ref double left, ref double right)
    {
        if (y < _lowY || y > _highY)
            return;
        var x = _ax + (y - _ay) * _xPerY + offset;
        left = Math.Min(left, x);
        right = Math.Max(right, x);
    }
}
