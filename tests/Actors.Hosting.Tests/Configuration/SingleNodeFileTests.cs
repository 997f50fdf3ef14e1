using Actors.Hosting.Configuration;
using Actors.Hosting.Tests.Node;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Tests.Configuration;

/// <summary>The configuration file of a single node, as it lies in the repository.</summary>
public sealed class SingleNodeFileTests
{
    private static readonly IConfiguration File = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Repository.Folder, "config", "single.json")).Build();

    [Fact]
    public void Its_values_are_the_defaults() => Assert.Equal(Settings(new ActorsOptions()), Settings(ActorsOptions.Read(File)));

    [Fact]
    public void It_has_every_key()
    {
        var keys = File.AsEnumerable().Where(p => p.Value is not null).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Settings(new ActorsOptions()).Select(s => s.Split(" = ")[0]).Where(k => k != "Actors:Cluster"), keys.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Settings(ActorsOptions options) =>
        Actors.Hosting.Operator.SettingList.Of(options).Select(s => $"{s.Key} = {s.Value}");
}
