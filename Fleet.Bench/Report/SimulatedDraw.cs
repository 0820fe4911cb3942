namespace Fleet.Bench.Report;

/// <summary>
/// A printer that does not exist and knows what it draws: electronics, motors and fans, a bed and a nozzle with one thermal mass each,
/// switched on and off by a controller with hysteresis, in a room whose temperature drifts. Stepped second by second; nothing of it is
/// shared with the models that are measured against it.
/// </summary>
sealed class SimulatedDraw
{
    readonly Random _random;
    readonly double _boardW, _motorW, _bedW, _nozzleW, _bedCapacity, _bedLoss, _nozzleCapacity, _nozzleLoss;
    double _bedC, _nozzleC, _roomC, _bedTargetC, _nozzleTargetC, _busyW;
    bool _bedOn, _nozzleOn;

    public SimulatedDraw(Random random)
    {
        _random = random;
        double Around(double value, double share) => value * (1 + share * (2 * random.NextDouble() - 1));
        (_boardW, _motorW, _bedW, _nozzleW) = (Around(9, 0.4), Around(32, 0.4), Around(230, 0.2), Around(42, 0.15));
        (_bedCapacity, _bedLoss, _nozzleCapacity, _nozzleLoss) = (Around(430, 0.25), Around(1.9, 0.25), Around(22, 0.2), Around(0.11, 0.2));
        (_bedC, _nozzleC, _roomC) = (22, 22, 22);
    }

    /// <summary>Heated up and not working yet.</summary>
    public bool IsHot => _bedC >= _bedTargetC - 1 && _nozzleC >= _nozzleTargetC - 2;

    /// <summary>A new run: a material with its temperatures, a part with its share of fast moves and fan.</summary>
    public void Begin()
    {
        var material = _random.Next(3);
        (_bedTargetC, _nozzleTargetC) = material switch { 0 => (60, 210), 1 => (60, 215), _ => (65, 220) };
        _busyW = _motorW * (0.75 + 0.5 * _random.NextDouble()) + 6 * _random.NextDouble();
    }

    public void End() => (_bedTargetC, _nozzleTargetC, _busyW) = (0, 0, 0);

    /// <summary>Power during the next second, W.</summary>
    /// <param name="working">Moves; else it only heats or waits.</param>
    public double Step(bool working, double hourOfDay)
    {
        _roomC = 21 + 2 * Math.Sin((hourOfDay - 9) / 24 * 2 * Math.PI);
        _bedOn = _bedTargetC > 0 && (_bedC < _bedTargetC - 0.5 || (_bedOn && _bedC < _bedTargetC + 0.5));
        _nozzleOn = _nozzleTargetC > 0 && (_nozzleC < _nozzleTargetC - 1 || (_nozzleOn && _nozzleC < _nozzleTargetC + 1));
        _bedC += ((_bedOn ? _bedW : 0) - _bedLoss * (_bedC - _roomC)) / _bedCapacity;
        _nozzleC += ((_nozzleOn ? _nozzleW : 0) - _nozzleLoss * (_nozzleC - _roomC) * (working ? 1.5 : 1)) / _nozzleCapacity;
        return _boardW + (_bedOn ? _bedW : 0) + (_nozzleOn ? _nozzleW : 0) + (working ? _busyW * (0.8 + 0.4 * _random.NextDouble()) : 0);
    }
}
