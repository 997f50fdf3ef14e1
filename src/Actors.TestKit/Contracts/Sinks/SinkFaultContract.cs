using Actors.Streams.Publishing;
using Xunit;

namespace Actors.TestKit.Contracts.Sinks;

/// <summary>What every sink must do when what takes its records is away, slow, or crashes in the middle.</summary>
/// <typeparam name="TFixture">Gives the output.</typeparam>
public abstract class SinkFaultContract<TFixture> : SinkSuite<TFixture>
    where TFixture : IBreakableSinkFixture, new()
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Publishing_fails_while_the_broker_is_away_and_succeeds_when_it_is_back_and_what_was_acknowledged_is_there()
    {
        var sink = Open(Short);
        await PublishUntilDone(sink, Records(0, 300));
        await Output.TakeDown(None);
        await Assert.ThrowsAsync<SinkUnavailableException>(() => sink.Publish(Records(300, 30), None).WaitAsync(Patience));
        await Output.BringUp(None);
        await PublishUntilDone(sink, Records(300, 30));
        await AssertArrived(330, mayRepeat: true);
    }

    [Fact]
    public async Task A_slow_broker_is_waited_for()
    {
        var sink = Open();
        await sink.Publish(Records(0, 30), None);
        await Output.SlowDown(TimeSpan.FromMilliseconds(300), None);
        await sink.Publish(Records(30, 300), None).WaitAsync(Patience);
        await AssertArrived(330);
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task A_broker_that_crashes_in_the_middle_loses_nothing_and_swaps_nothing()
    {
        var sink = Open(Short);
        await PublishUntilDone(sink, Records(0, 60));
        var publishing = Task.Run(async () =>
        {
            for (var batch = 1; batch < 40; batch++)
            {
                await PublishUntilDone(sink, Records(batch * 60, 60));
            }
        });
        await Output.TakeDown(None);
        await Output.BringUp(None);
        await publishing.WaitAsync(Patience);
        await AssertArrived(2400, mayRepeat: true);
    }

    /// <summary>Publishes again while it fails, as an egress does.</summary>
    private static async Task PublishUntilDone(ISink sink, IReadOnlyList<SinkRecord> records)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await sink.Publish(records, None).WaitAsync(Patience);
                return;
            }
            catch (SinkUnavailableException) when (TimeProvider.System.GetElapsedTime(since) < Patience / 2)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
