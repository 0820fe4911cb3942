using System.Globalization;
using Fleet.Tests.Storage;
using Fleet.Tests.Story;

namespace Fleet.Tests.Faults.Chaos;

/// <summary>
/// Damage on purpose, seeded: real processes are killed, frozen and cut off from each other while parts are made; afterwards an
/// independent checker reads what the machines and plugs really did. The long form takes its number of rounds and its seed from
/// <c>FLEET_CHAOS_ROUNDS</c> and <c>FLEET_CHAOS_SEED</c>: <c>./fleet bench chaos</c>.
/// </summary>
[Collection("Servers")]
public sealed class ChaosTests(PostgreSqlServer postgres)
{
    const int RoundsInShort = 30;

    /// <summary>The checker looks after so many rounds, so that a violation is found near its cause.</summary>
    const int RoundsPerAudit = 30;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thirty_rounds_of_damage_lose_nothing_and_book_nothing_twice() => await Rounds(20261123, RoundsInShort, null);

    [Fact, Trait("Length", "Long")]
    public async Task Rounds_of_damage_on_PostgreSQL_lose_nothing_and_book_nothing_twice()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("FLEET_CHAOS_ROUNDS"), CultureInfo.InvariantCulture, out var asked) ? asked : RoundsPerAudit;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FLEET_CHAOS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 1;
        for (var done = 0; done < rounds; done += RoundsPerAudit, seed++)
        {
            await Rounds(seed, Math.Min(RoundsPerAudit, rounds - done), seed % 2 == 0 ? await postgres.NewDatabase() : null);
            Console.WriteLine($"chaos: {Math.Min(rounds, done + RoundsPerAudit)} of {rounds} rounds, no violation (seed {seed})");
        }
    }

    /// <summary>A step that fails says after which damage, and what the agent said.</summary>
    static async Task Step(Task step, string when, DamagedWorkshop workshop)
    {
        try
        {
            await step;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{when}\n{late.Message}\nThe agent said:\n{workshop.AgentPrinted}", late);
        }
    }

    static async Task Rounds(int seed, int rounds, string? database)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<Damage>();
        var done = new List<Damage>();
        await using var workshop = new DamagedWorkshop(database);
        await workshop.Open(Cancellation);
        for (var round = 0; round < rounds; round++)
        {
            await Step(workshop.UntilSomethingRuns(Cancellation), $"round {round}, seed {seed}: {string.Join(", ", done)}", workshop);
            // Every kind comes up, in an order that the seed decides.
            var damage = round < kinds.Length ? kinds[(round + seed) % kinds.Length] : kinds[random.Next(kinds.Length)];
            done.Add(damage);
            await workshop.Do(damage, random, Cancellation);
        }
        await Step(workshop.Settle(Cancellation), $"at the end, seed {seed}: {string.Join(", ", done)}", workshop);
        var violations = await Audit.Violations(workshop, done.Count(damage => damage == Damage.KillAgent), Cancellation);
        Assert.True(violations.Count == 0, $"seed {seed}: {string.Join(", ", done)}\n{string.Join('\n', violations)}");
    }
}
