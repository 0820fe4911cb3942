namespace Fleet.Core.Gcode.Motion;

/// <summary>One move of Klipper's look-ahead; speeds squared, mm and seconds.</summary>
struct KlipperMove
{
    public double Length, Accel, MaxCruiseSqr, MaxStartSqr, DeltaSqr, MaxSmoothedSqr, SmoothDeltaSqr, CornerSqr;
    public double X, Y, Z, EPerMm;
    public double PendingStartSqr, PendingEndSqr;
    public double FilamentMm;
    public long Line;
    public bool Kinematic;
    public bool ToolOn;

    double _startSqr, _cruiseSqr, _endSqr;

    public void Fill(in PlannedMove move, MotionSettings settings)
    {
        this = default;
        double inverse = 1 / move.LengthMm;
        Length = move.LengthMm;
        Line = move.Line;
        ToolOn = move.ToolOn;
        FilamentMm = move.FilamentMm;
        Kinematic = !move.OnlyExtruder;
        double speed = move.FeedMmPerS;

        // Klipper's max_accel and max_velocity hold along the path; only Z has limits of its own.
        double pathAccel = Math.Clamp(Math.Min(settings.PrintAccel, settings.MaxAccelX), 1e-3, 1e9);
        Accel = pathAccel;
        if (Kinematic)
        {
            X = move.Dx * inverse;
            Y = move.Dy * inverse;
            Z = move.Dz * inverse;
            EPerMm = move.De * inverse;
            speed = LowerTo(Math.Min(speed, Math.Min(settings.MaxVelocity, settings.MaxFeedX)), Z, settings.MaxFeedZ);
            Accel = LowerTo(Accel, Z, settings.MaxAccelZ);
            if (EPerMm < 0 || (X == 0 && Y == 0))
            {
                // Retracting on the way (wipes) obeys the limits of extrude-only moves.
                speed = LowerTo(speed, EPerMm, settings.MaxFeedE);
                Accel = LowerTo(Accel, EPerMm, settings.MaxAccelE);
            }
        }
        else
        {
            speed = Math.Min(speed, settings.MaxFeedE);
            Accel = Math.Min(settings.MaxAccelE, 1e9);
        }

        speed = Math.Max(speed, 0.01);
        Accel = Math.Max(Accel, 1e-3);
        MaxCruiseSqr = speed * speed;
        DeltaSqr = 2 * Length * Accel;
        SmoothDeltaSqr = Math.Min(2 * Length * pathAccel * (1 - settings.MinimumCruiseRatio), DeltaSqr);

        // v = square corner velocity through 90°: j·a = scv²·(√2−1), scaled where Z lowers the acceleration.
        double scv = settings.SquareCornerVelocity;
        CornerSqr = scv * scv * (Math.Sqrt(2) - 1) * Accel / pathAccel;
    }

    /// <summary>The fastest start behind the move before it.</summary>
    public void Join(in KlipperMove previous)
    {
        if (!Kinematic || !previous.Kinematic)
            return;
        double startSqr = Math.Min(Math.Min(MaxCruiseSqr, previous.MaxCruiseSqr), previous.MaxStartSqr + previous.DeltaSqr);

        // The extruder's instantaneous corner velocity, 1 mm/s as shipped.
        double change = Math.Abs(EPerMm - previous.EPerMm);
        if (change > 0)
            startSqr = Math.Min(startSqr, 1 / (change * change));

        double cos = -(X * previous.X + Y * previous.Y + Z * previous.Z);
        double sinHalf = Math.Sqrt(Math.Max(0.5 * (1 - cos), 0));
        double cosHalf = Math.Sqrt(Math.Max(0.5 * (1 + cos), 0));
        double oneMinusSin = 1 - sinHalf;
        if (oneMinusSin > 0 && cosHalf > 0)
        {
            double r = sinHalf / oneMinusSin;

            // The corner's arc must touch both moves within their halves.
            double quarterTan = 0.25 * sinHalf / cosHalf;
            startSqr = Math.Min(startSqr, r * Math.Min(CornerSqr, previous.CornerSqr));
            startSqr = Math.Min(startSqr, Math.Min(DeltaSqr, previous.DeltaSqr) * quarterTan);
        }

        MaxStartSqr = startSqr;
        MaxSmoothedSqr = Math.Min(startSqr, previous.MaxSmoothedSqr + previous.SmoothDeltaSqr);
    }

    public void Plan(double startSqr, double cruiseSqr, double endSqr) =>
        (_startSqr, _cruiseSqr, _endSqr) = (startSqr, cruiseSqr, endSqr);

    public readonly double Seconds()
    {
        double start = Math.Sqrt(_startSqr), cruise = Math.Sqrt(_cruiseSqr), end = Math.Sqrt(_endSqr);
        double inverse = 1 / (2 * Accel);
        double rampUp = (_cruiseSqr - _startSqr) * inverse, rampDown = (_cruiseSqr - _endSqr) * inverse;
        double cruiseLength = Math.Max(0, Length - rampUp - rampDown);
        return (2 * cruise - start - end) / Accel + (cruise > 0 ? cruiseLength / cruise : 0);
    }

    static double LowerTo(double value, double share, double limit) => value * Math.Abs(share) > limit ? limit / Math.Abs(share) : value;
}
