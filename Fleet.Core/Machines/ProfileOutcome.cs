using System.Diagnostics.CodeAnalysis;

namespace Fleet.Core.Machines;

/// <summary>A profile, or every reason why the file is not one. Never both, never neither.</summary>
public sealed record ProfileOutcome
{
    ProfileOutcome(Profile? profile, IReadOnlyList<ProfileFault> faults)
    {
        Profile = profile;
        Faults = faults;
    }

    public Profile? Profile { get; }

    /// <summary>In the order of the lines; empty when the profile is good.</summary>
    public IReadOnlyList<ProfileFault> Faults { get; }

    [MemberNotNullWhen(true, nameof(Profile))]
    public bool IsGood => Profile is not null;

    internal static ProfileOutcome Good(Profile profile) => new(profile, []);

    internal static ProfileOutcome Refused(IEnumerable<ProfileFault> faults) => new(null, [.. faults.OrderBy(fault => fault.Line)]);
}
