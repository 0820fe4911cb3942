namespace Fleet.Core.Gcode;

/// <summary>Sees a program's moves in order, arcs already as short chords. Called on the hot path: must not keep the reference.</summary>
public interface IMotionObserver
{
    void Move(in ObservedMove move);

    void LayerBegins(int index, double zMm);
}
