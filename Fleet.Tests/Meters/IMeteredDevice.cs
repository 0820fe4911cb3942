namespace Fleet.Tests.Meters;

/// <summary>A device of one kind that stands in front of a meter in the conformance suite.</summary>
interface IMeteredDevice : IDisposable
{
    string Kind { get; }

    /// <summary>With the right user and password, where it wants them.</summary>
    string Address { get; }

    /// <summary>With a wrong password; null where it asks for none.</summary>
    string? WrongAddress { get; }

    double CounterWh { get; set; }

    double PowerW { get; set; }

    /// <summary>The smallest step that its counter can show, Wh.</summary>
    double StepWh { get; }

    /// <summary>Answers rubbish from now on.</summary>
    bool TalksRubbish { get; set; }
}
