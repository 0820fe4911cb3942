namespace Fleet.Bench.Load;

/// <summary>One command of a person, with its one automatic retry if it needed it.</summary>
/// <param name="Began">Ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
sealed record PeopleCall(long Began, double Ms, bool Retried, bool Failed);
