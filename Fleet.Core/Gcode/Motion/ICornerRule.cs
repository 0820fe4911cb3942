namespace Fleet.Core.Gcode.Motion;

/// <summary>What differs between the planners with a ring of blocks: limits of one block, and the speed through the corner before it.</summary>
interface ICornerRule
{
    /// <summary>Speed² at which a block may begin and end a standstill, (mm/s)².</summary>
    double RestSqr { get; }

    /// <summary>Makes the move one of whole motor steps. False: it is too short, and its way is added to the next one.</summary>
    bool TryStep(ref PlannedMove move, MotionSettings settings);

    /// <summary>
    /// Fills nominal speed, acceleration and highest entry speed² of the block, and remembers its direction.
    /// <paramref name="fromRest"/>: the queue was empty.
    /// </summary>
    void Prepare(in PlannedMove move, MotionSettings settings, bool fromRest, ref PlannerBlock block);
}
