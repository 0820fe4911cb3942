using System.Text.Json;
using Fleet.Core.Scheduling.Files;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Files;

public sealed class ProblemFileTests
{
    const string Unrelated = "2  2  1\n2\n\t0\t5\t1\t7\n\t0\t3\t1\t4\nSSD\nM0\n0 1\n2 0\nM1\n0 3\n4 0\n";
    const string Shop = "2 2 1.5\n2 1 1 3 2 1 4 2 5\n1 2 1 2 2 3\n";

    [Fact]
    public void A_Vallada_Ruiz_instance_is_known_by_its_shape()
    {
        var problem = ProblemFileReader.Read(Unrelated).Unrelated!;
        Assert.Equal((2, 2), (problem.Jobs, problem.Machines));
        Assert.Equal((7, 3), (problem.Time(1, 0), problem.Time(0, 1)));
        Assert.Equal((1, 4), (problem.Setup(0, 0, 1), problem.Setup(1, 1, 0)));
    }

    [Fact]
    public void A_flexible_job_shop_is_known_by_its_shape()
    {
        var shop = ProblemFileReader.Read(Shop).JobShop!;
        Assert.Equal(2, shop.Machines);
        Assert.Equal([new(0, 4), new(1, 5)], shop.Jobs[0][1].Choices);
    }

    [Fact]
    public void A_workshop_survives_being_written_and_read()
    {
        var problem = FleetGenerator.Generate(20, 10, 1);
        var text = JsonSerializer.Serialize(problem, WorkshopReader.Json);
        var back = ProblemFileReader.Read(text);
        Assert.Null(back.Fault);
        Assert.Equal(text, JsonSerializer.Serialize(back.Workshop, WorkshopReader.Json));
        Assert.Equal(new Planner(problem).Build().Cost, new Planner(back.Workshop!).Build().Cost);
    }

    [Theory]
    [InlineData("", "The file is empty. A problem is Fleet's JSON, a Vallada-Ruiz instance or a flexible job shop (.fjs).")]
    [InlineData("hello", "line 1: A problem begins with '{' (Fleet's JSON) or with a number (Vallada-Ruiz, flexible job shop); this file begins with 'h'.")]
    [InlineData("{\"runs\": [{\"id\": \"R\"}]}", "line 1: runs[0] lacks 'duration'.")]
    [InlineData("{\n\"machines\": [{\"id\": \"M\",\n\"powerW\": \"much\"}]}", "line 3: machines[0].powerW must be a whole number.")]
    [InlineData("{\n\"machines\": [{\"id\": \"M\", \"colour\": 3}]}", "line 2: 'colour' (machines[0].colour) is no field of a problem. docs/planning.md lists them.")]
    [InlineData("{\n\n\"runs\": [{\"id\": \"R\", \"duration\": 0}]}", "line 3: runs[0].duration must be a number of slots from 1, or three of them that do not fall: [median, p80, p95].")]
    [InlineData("{\"machines\": [{\"id\": \"M\", \"closed\": [[5, 3]]}]}", "line 1: machines[0].closed[0] must be a stretch of slots, [from, to] with from below to.")]
    [InlineData("{\"machines\": [{\"id\": null}]}", "line 1: machines[0].id must not be null; leave it out.")]
    [InlineData("{\"runs\": ", "line 1: This is not readable as JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.")]
    [InlineData("2 2 1\n3\n", "line 2: 'no'")]
    public void What_is_wrong_is_said_in_one_sentence_with_its_place(string text, string sentence)
    {
        var fault = ProblemFileReader.Read(text).Fault!;
        if (sentence.EndsWith("'no'", StringComparison.Ordinal))
            Assert.True(fault.Line > 0);
        else
            Assert.Equal(sentence, fault.ToString());
    }

    [Theory]
    [InlineData("2  2  1\n2\n0 5 1 7\n0 3 0 4\nSSD\nM0\n0 1\n2 0\nM1\n0 3\n4 0\n", "line 4: Job 1 names machine 0 twice.")]
    [InlineData("2  2  1\n2\n0 5 1 7\n0 3 1 4\nSSD\nM0\n0 1\n2 0\nM1\n0 3\n4\n", "line 12: The file ends where the set-up of machine M1 from job 1 to job 1 should be.")]
    [InlineData("2  2  1\n2\n0 5 2 7\n0 3 1 4\nSSD\n", "line 3: a machine of job 0 is 2; it must be from 0 to 1.")]
    [InlineData("2  2  1\n2\n0 5 1 7\n0 x 1 4\nSSD\n", "line 4: 'x' stands where the time of job 1 on machine 0 should be, a whole number.")]
    [InlineData("1 2 1\n1 1 3 4\n", "line 2: a machine of operation 1 of job 1 is 3; it must be from 1 to 2.")]
    public void Public_formats_are_read_strictly(string text, string sentence) => Assert.Equal(sentence, ProblemFileReader.Read(text).Fault!.ToString());

    [Fact]
    public void Whatever_a_file_holds_the_answer_is_a_problem_or_a_sentence()
    {
        var random = new Random(11);
        string[] seeds = [Unrelated, Shop, JsonSerializer.Serialize(FleetGenerator.Generate(3, 4, 1) with { HorizonSlots = 50, Workshops = [] }, WorkshopReader.Json)];
        for (var round = 0; round < 4000; round++)
        {
            var text = seeds[random.Next(seeds.Length)].ToCharArray().ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(text.Count);
                if (random.Next(3) == 0)
                    text.RemoveRange(at, Math.Min(random.Next(1, 20), text.Count - at));
                else
                    text[at] = " \n\"{}[],:0123456789-nullSM".ToCharArray()[random.Next(26)];
                if (text.Count == 0)
                    break;
            }
            var file = ProblemFileReader.Read(string.Concat(text));
            Assert.Equal(1, new object?[] { file.Workshop, file.Unrelated, file.JobShop, file.Fault }.Count(part => part is not null));
            if (file.Workshop is { HorizonSlots: > 0 and < 3000, SlotMinutes: > 0 and <= 1440 } workshop)
                Assert.Empty(PlanChecker.Check(workshop, new Planner(workshop).Build()));
        }
    }
}
