namespace Fleet.Core.Scheduling.Power;

/// <summary>A machine that may draw.</summary>
/// <param name="Warm">It said that it is warm: only its working draw counts from then on.</param>
public sealed record TokenHolder(HeatUpDraw Draw, bool Warm)
{
    public int CountedW => Warm ? Draw.WorkingW : Math.Max(Draw.HeatUpW, Draw.WorkingW);
}
