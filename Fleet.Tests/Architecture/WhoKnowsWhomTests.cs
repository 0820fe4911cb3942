using System.Reflection;
using System.Xml.Linq;
using Fleet.Tests.Story;

namespace Fleet.Tests.Architecture;

/// <summary>The arrows of the house: who may know whom.</summary>
public sealed class WhoKnowsWhomTests
{
    static readonly string[] DoesInputOrOutput =
        ["Orleans", "AspNetCore", "Grpc", "SkiaSharp", "Npgsql", "Sqlite", "Dapper", "RestSharp", "System.IO.Ports", "FluentMigrator", "Microsoft.Extensions.Hosting"];

    [Theory]
    [InlineData("Fleet.Core", new string[0])]
    [InlineData("Fleet.Protocol", new[] { "Fleet.Core" })]
    [InlineData("Fleet.Agent", new[] { "Fleet.Core", "Fleet.Protocol" })]
    [InlineData("Fleet.Silo", new[] { "Fleet.Core", "Fleet.Protocol" })]
    [InlineData("Fleet.Web", new[] { "Fleet.Agent", "Fleet.Silo" })]
    public void A_project_references_only_the_rooms_below_it(string project, string[] allowed)
    {
        var references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).ToList();
        Assert.Equal(allowed.Order(), references.Order());
    }

    [Fact]
    public void The_domain_has_no_package_that_does_input_or_output()
    {
        var packages = Items("Fleet.Core", "PackageReference").Concat(Items("Fleet.Core", "FrameworkReference"));
        Assert.DoesNotContain(packages, package => DoesInputOrOutput.Any(word => package.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_agent_knows_neither_Orleans_nor_the_server()
    {
        var known = Assembly.Load("Fleet.Agent").GetReferencedAssemblies().Select(name => name.Name!).ToList();
        Assert.DoesNotContain(known, name => name.StartsWith("Orleans", StringComparison.Ordinal) || name is "Fleet.Silo" or "Fleet.Web");
    }

    [Fact]
    public void The_server_never_calls_the_agent()
    {
        Assert.DoesNotContain(Assembly.Load("Fleet.Silo").GetReferencedAssemblies(), name => name.Name == "Fleet.Agent");
        // Fleet.Web starts the agent as a process of its own and uses none of its types.
        Assert.DoesNotContain(Assembly.Load("Fleet.Web").GetReferencedAssemblies(), name => name.Name == "Fleet.Agent");
    }

    [Fact]
    public void The_domain_knows_no_clock()
    {
        var readers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Fleet.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("DateTime.UtcNow", StringComparison.Ordinal)
                || text.Contains("DateTime.Now", StringComparison.Ordinal) || text.Contains("DateTimeOffset.UtcNow", StringComparison.Ordinal)));
        Assert.Empty(readers);
    }

    static List<string> Items(string project, string kind) =>
        [.. XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value)];
}
