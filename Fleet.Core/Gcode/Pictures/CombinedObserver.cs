namespace Fleet.Core.Gcode.Pictures;

/// <summary>Several observers in one reading, for instance a preview and a toolpath.</summary>
public sealed class CombinedObserver(params IMotionObserver[] observers) : IMotionObserver
{
    public void Move(in ObservedMove move)
    {
        foreach (IMotionObserver observer in observers)
            observer.Move(move);
    }

    public void LayerBegins(int index, double zMm)
    {
        foreach (IMotionObserver observer in observers)
            observer.LayerBegins(index, zMm);
    }
}
