using Actors.Streams.Publishing;
using Xunit;

namespace Actors.TestKit.Contracts.Sinks;

/// <summary>What every sink must do: order of each key, all there on completion, clear refusals, and going on after any failure.</summary>
/// <typeparam name="TFixture">Gives the output.</typeparam>
public abstract class SinkContract<TFixture> : SinkSuite<TFixture>
    where TFixture : ISinkFixture, new()
{
    [Fact]
    [Trait("Invariant", "I4")]
    public async Task What_is_published_is_there_on_completion_once_with_headers_and_in_order_of_each_key()
    {
        var sink = Open();
        await sink.Publish(Records(0, 100), None);
        await sink.Publish([], None);
        await sink.Publish(Records(100, 3000), None);
        await AssertArrived(3100);
    }

    [Fact]
    public async Task An_oversized_record_is_refused_with_its_reason_and_the_next_ones_arrive()
    {
        var sink = Open();
        await sink.Publish(Records(0, 3), None);
        var refusal = await Assert.ThrowsAsync<RecordRefusedException>(
            () => sink.Publish([new SinkRecord("slate/k0", new byte[Output.OversizedBytes], [])], None).WaitAsync(Patience));
        Assert.Contains("size", refusal.Message, StringComparison.OrdinalIgnoreCase);
        await sink.Publish(Records(3, 30), None);
        await AssertArrived(33);
    }

    [Fact]
    public async Task A_cancelled_publishing_ends_and_what_is_published_again_arrives_in_order()
    {
        var sink = Open();
        await sink.Publish(Records(0, 30), None);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sink.Publish(Records(30, 30), cancelled.Token).WaitAsync(Patience));
        using var soon = new CancellationTokenSource();
        var publishing = sink.Publish(Records(30, 3000), soon.Token);
        await soon.CancelAsync();
        await publishing.WaitAsync(Patience).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(publishing.IsCompletedSuccessfully || publishing.IsCanceled, $"{publishing.Exception}");
        await sink.Publish(Records(30, 3000), None);
        await AssertArrived(3030, mayRepeat: true);
    }

    [Fact]
    public async Task A_second_sink_goes_on_where_the_first_one_ended()
    {
        await Open().Publish(Records(0, 30), None);
        await Open().Publish(Records(30, 30), None);
        await AssertArrived(60);
    }
}
