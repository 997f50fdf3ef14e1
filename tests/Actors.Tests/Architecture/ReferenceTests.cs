using System.Xml.Linq;

namespace Actors.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Actors"] = [],
        ["Actors.Runtime"] = ["Actors"],
        ["Actors.Persistence.Sql"] = ["Actors"],
        ["Actors.Cluster"] = ["Actors"],
        ["Actors.Streams.Kafka"] = ["Actors", "librdkafka.redist"],
        ["librdkafka.redist"] = [],
        ["Actors.Streams.RabbitMq"] = ["Actors"],
        ["Actors.Cmd"] = ["Actors"],
        ["Actors.Console"] = ["Actors"],
        ["Actors.TestKit"] = ["Actors.Runtime"],
        ["Actors.Hosting"] =
            ["Actors.Runtime", "Actors.Persistence.Sql", "Actors.Cluster", "Actors.Streams.Kafka", "Actors.Streams.RabbitMq"],
        ["Shop"] = ["Actors"],
        ["Shop.Node"] = ["Shop", "Actors.Hosting", "Actors.Console"],
    };

    /// <summary>Packages that exactly one project may carry, because the rest must not see them.</summary>
    private static readonly Dictionary<string, string> Carriers = new()
    {
        ["Npgsql"] = "Actors.Persistence.Sql",
        ["Microsoft.Data.Sqlite"] = "Actors.Persistence.Sql",
        ["Polly.Core"] = "Actors.Runtime",
        ["Confluent.Kafka"] = "Actors.Streams.Kafka",
        ["RabbitMQ.Client"] = "Actors.Streams.RabbitMq",
        ["OpenTelemetry"] = "Actors.Hosting",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "Actors.Hosting",
        ["Spectre.Console"] = "Actors.Cmd",
    };

    [Fact]
    public void A_product_project_references_only_what_the_design_allows()
    {
        var faults = Repository.Projects("src").SelectMany(path => ReferencesOf(path)
            .Where(r => !Allowed.GetValueOrDefault(NameOf(path), []).Contains(r)).Select(r => $"{NameOf(path)} -> {r}"));
        Faults.None(faults);
    }

    [Fact]
    public void Every_product_project_is_one_that_the_design_knows() =>
        Faults.None(Repository.Projects("src").Select(NameOf).Where(name => !Allowed.ContainsKey(name)));

    [Fact]
    public void The_core_and_the_shop_carry_no_package() =>
        Faults.None(PackagesOf("Actors").Concat(PackagesOf("Shop")));

    [Fact]
    public void A_package_that_the_rest_must_not_see_is_in_one_project()
    {
        var faults = Repository.Projects("src").Select(NameOf).SelectMany(project => PackagesOf(project)
            .Where(package => Carriers.TryGetValue(package, out var carrier) && carrier != project)
            .Select(package => $"{project} carries {package}, which belongs in {Carriers[package]}"));
        Faults.None(faults);
    }

    [Fact]
    public void The_core_needs_nothing_but_the_base_library() =>
        Assert.All(typeof(EntityKey).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Actors.sln").Replace('\\', '/');
        Faults.None(Repository.Projects("src").Concat(Repository.Projects("tests")).Where(p => !solution.Contains(p, StringComparison.Ordinal)));
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static IEnumerable<string> ReferencesOf(string path) =>
        XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference").Select(r => NameOf((string)r.Attribute("Include")!));

    private static IEnumerable<string> PackagesOf(string project) =>
        Repository.Projects($"src/{project}").SelectMany(path => XDocument.Parse(Repository.Read(path)).Descendants("PackageReference"))
            .Select(p => (string)p.Attribute("Include")!);
}
