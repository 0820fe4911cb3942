using Fleet.Core.Machines;

namespace Fleet.Tests.Machines;

public sealed class ProfileReaderTests
{
    const string Good = """
        id: test
        name: Test
        vendor: Nobody
        kind: fff
        envelope: { maxXMm: 200, maxYMm: 200, maxZMm: 200 }
        firmware: { family: marlin, planner: marlinJunctionDeviation }
        motion:
          maxFeedMmPerS: { x: 200, y: 200, z: 12, e: 100 }
          maxAccelerationMmPerS2: { x: 1000, y: 1000, z: 200, e: 5000 }
        tools:
          - kind: extruder
            nozzleMm: 0.6
        power: { standbyW: 5, readyW: 8, warmUpW: 200, processingW: 80, source: "none" }
        sources: ["none"]
        """;

    [Fact]
    public void A_small_profile_is_read_and_the_rest_takes_its_defaults()
    {
        var outcome = ProfileReader.Read(Good, "machines/test.yaml");

        Assert.True(outcome.IsGood, string.Join("\n", outcome.Faults));
        Assert.Equal(0.6, outcome.Profile.Tools[0].NozzleMm);
        Assert.Equal(1.75, outcome.Profile.Tools[0].FilamentMm);
        Assert.Equal(115_200, outcome.Profile.Link.Baud);
        Assert.Equal(100, outcome.Profile.Motion.MaxFeedMmPerS.E);
        Assert.True(outcome.Profile.Start.BedMustBeClear);
        Assert.Null(outcome.Profile.Bed);
    }

    [Theory]
    [InlineData("vendor: Nobody\n", "", 1, "'vendor' is missing.")]
    [InlineData("kind: fff", "kind: printer", 4, "'kind' must be one of fff, cncRouter, cncMill, laser.")]
    [InlineData("nozzleMm: 0.6", "nozzleMm: 60", 12, "'tools[0].nozzleMm' must be at most 10.")]
    [InlineData("nozzleMm: 0.6", "nozzleMm: 0,6", 12, "'tools[0].nozzleMm' must be a number with a decimal point, such as 0.4.")]
    [InlineData("nozzleMm: 0.6", "nozzel: 0.6", 12, "'tools[0].nozzel' is not a key of a profile; known here are kind, nozzleMm,")]
    [InlineData("x: 200, y: 200, z: 12", "x: 0, y: 200, z: 12", 8, "'motion.maxFeedMmPerS.x' must be greater than 0.")]
    [InlineData("maxFeedMmPerS: { x: 200, y: 200, z: 12, e: 100 }", "maxFeedMmPerS: { x: 200, y: 200, z: 12 }", 8, "A printer needs maxFeedMmPerS.e")]
    [InlineData("planner: marlinJunctionDeviation", "planner: marlinClassicJerk", 7, "The planner marlinClassicJerk needs motion.jerkMmPerS")]
    [InlineData("maxXMm: 200", "minXMm: 300, maxXMm: 200", 5, "The envelope has no width")]
    [InlineData("kind: extruder", "kind: laser", 11, "A machine of kind fff has tools of kind extruder, not laser.")]
    [InlineData("kind: fff", "kind: laser", 11, "A machine of kind laser has tools of kind laser, not extruder.")]
    [InlineData("id: test", "id: other", 1, "The id 'other' must be the file name without extension, 'test'.")]
    [InlineData("id: test", "id: ../test", 1, "'id' may hold lower-case letters, digits, hyphens and dots only.")]
    [InlineData("tools:\n  - kind: extruder\n    nozzleMm: 0.6", "tools: []", 10, "'tools' needs at least 1 entry.")]
    [InlineData("sources: [\"none\"]", "sources: none", 14, "'sources' must be a list.")]
    [InlineData("vendor: Nobody", "name: Twice", 3, "This is not readable as YAML:")]
    [InlineData("vendor: Nobody", "vendor: [", 1, "This is not readable as YAML:")]
    [InlineData("standbyW: 5", "standbyW: .nan", 13, "'power.standbyW' must be a number")]
    [InlineData("standbyW: 5", "standbyW: 1e999", 13, "'power.standbyW' must be a number")]
    public void A_fault_names_file_line_and_reason(string right, string wrong, int line, string reason)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);

        var outcome = ProfileReader.Read(Good.Replace(right, wrong, StringComparison.Ordinal), "test.yaml");

        Assert.False(outcome.IsGood);
        Assert.Contains(outcome.Faults, fault => fault.File == "test.yaml" && fault.Line == line
            && fault.Reason.StartsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_is_named_at_once_in_the_order_of_the_lines()
    {
        var broken = Good.Replace("kind: fff", "kind: printer", StringComparison.Ordinal)
            .Replace("nozzleMm: 0.6", "nozzleMm: 60", StringComparison.Ordinal);

        Assert.Equal([4, 12], ProfileReader.Read(broken, "test.yaml").Faults.Select(fault => fault.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("just words")]
    [InlineData("a: b\n---\nc: d")]
    [InlineData("\u0000\u0001")]
    [InlineData("? [a, b]\n: c")]
    [InlineData("a: &x [*x]")]
    [InlineData("a: *nothing")]
    [InlineData("a: !!binary aGk=\nb: !<tag:x> y")]
    public void What_is_no_profile_at_all_is_refused_with_a_sentence(string text)
    {
        var outcome = ProfileReader.Read(text, "test.yaml");

        Assert.False(outcome.IsGood);
        Assert.All(outcome.Faults, fault => Assert.EndsWith(".", fault.Reason));
        Assert.All(outcome.Faults, fault => Assert.InRange(fault.Line, 1, 4));
    }

    [Fact]
    public void Aliases_that_multiply_are_stopped()
    {
        var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9)
            .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        var outcome = ProfileReader.Read(laughs, "test.yaml");

        Assert.Contains("Aliases are not supported", Assert.Single(outcome.Faults).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_without_end_is_stopped_before_it_fills_the_stack(string opening)
    {
        var outcome = ProfileReader.Read(string.Concat(Enumerable.Repeat(opening, 40_000)), "test.yaml");

        Assert.NotEmpty(outcome.Faults);
    }

    [Fact]
    public void No_cut_and_no_flipped_byte_throws()
    {
        var random = new Random(8420);
        for (var round = 0; round < 3_000; round++)
        {
            var text = Good[..random.Next(Good.Length)].ToCharArray();
            for (var flips = random.Next(4); flips > 0 && text.Length > 0; flips--)
                text[random.Next(text.Length)] = (char)random.Next(1, 128);

            var outcome = ProfileReader.Read(new string(text), "test.yaml");

            Assert.True(outcome.IsGood || outcome.Faults.Count > 0);
        }
    }

    [Fact]
    public void A_text_without_end_is_refused_by_its_length() =>
        Assert.Contains("characters", Assert.Single(ProfileReader.Read(new string('a', 300_000), "test.yaml").Faults).Reason, StringComparison.Ordinal);
}
