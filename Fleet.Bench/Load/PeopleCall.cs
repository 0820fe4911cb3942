namespace Fleet.Bench.Load;

/// <summary>One command of a person, with its one automatic retry if it needed it.</summary>
sealed record PeopleCall(double Ms, bool Retried, bool Failed);
