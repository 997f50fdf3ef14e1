using Actors.Streams.Kafka.Sources;

namespace Actors.Streams.Tests.Kafka;

/// <summary>What a host hears when several parts of a source find something wrong.</summary>
public sealed class SourceTroublesTests
{
    private readonly ReportingHost _host = new();
    private readonly SourceTroubles _troubles;

    public SourceTroublesTests() => _troubles = new SourceTroubles(_host);

    [Fact]
    public void Each_withdraws_only_what_it_told()
    {
        _troubles.Tell("brokers", "All are down.");
        _troubles.Tell("topics", "There is none.");
        Assert.Equal("All are down. There is none.", _host.Fault);
        _troubles.Withdraw("topics");
        Assert.Equal("All are down.", _host.Fault);
        _troubles.Withdraw("topics");
        Assert.Equal("All are down.", _host.Fault);
        _troubles.Withdraw("brokers");
        Assert.Null(_host.Fault);
    }

    [Fact]
    public void What_one_tells_replaces_what_it_told_before()
    {
        _troubles.Tell("brokers", "One is down.");
        _troubles.Tell("brokers", "All are down.");
        Assert.Equal("All are down.", _host.Fault);
    }

    [Fact]
    public void Who_told_nothing_has_nothing_to_withdraw()
    {
        _host.Report("The source itself ended.");
        _troubles.Withdraw("brokers");
        Assert.Equal("The source itself ended.", _host.Fault);
    }
}
