namespace Fleet.Core.Machines;

public enum Kinematics
{
    Cartesian,
    CoreXy,
    Delta,
}
