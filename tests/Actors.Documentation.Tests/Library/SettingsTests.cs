using Actors.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Library;

public sealed class SettingsTests
{
    // <settings>
    [Fact]
    public void Wrong_settings_are_all_told_at_once()
    {
        var settings = new Dictionary<string, string?> { ["Actors:Port"] = "99999", ["Actors:Http:AnswerTimeout"] = "soon" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var exception = Assert.Throws<InvalidConfigurationException>(() => ActorsOptions.Read(configuration));
        Assert.Equal(["Actors:Http:AnswerTimeout", "Actors:Port"], exception.Faults.Select(f => f.Key).Order());
    }
    // </settings>
}
