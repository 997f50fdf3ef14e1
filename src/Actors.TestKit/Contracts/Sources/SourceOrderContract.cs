using System.Text;
using Actors.DeadLettering;
using Actors.Streams;
using Actors.TestKit.Time;
using Xunit;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>What every source must do: order, the same records again from any place, bad records set aside. All is written before it is read.</summary>
/// <typeparam name="TFixture">Gives the input.</typeparam>
public abstract class SourceOrderContract<TFixture> : SourceContract<TFixture>
    where TFixture : ISourceFixture, new()
{
    [Fact]
    public async Task Reading_again_from_any_place_gives_the_same_records_with_the_same_positions()
    {
        await Write(0, 50);
        var host = new CollectingHost(50, Input.IsReplayable);
        using var stopping = new CancellationTokenSource();
        var running = Input.Join().Run(host, stopping.Token);
        await Eventually.Holds(() => host.Complete == Input.PartitionCount, () => host.Complete, Patience);
        await stopping.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var (lane, all, parts) in host.Readings)
        {
            Assert.Equal(50, all.Count);
            Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First.Position < pair.Second.Position, $"{lane}: positions rise"));
            Assert.True(all[0].Position > LanePosition.None);
            Assert.All(parts, part => Assert.Equal(all.Where(r => r.Position > part.After).Select(Shown), part.Records.Select(Shown)));
        }
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Every_record_takes_effect_once_and_in_order()
    {
        await Write(0, 300);
        var reader = Read();
        await AssertAll(300);
        Assert.Equal((300 * Input.PartitionCount, 0), (reader.Counts.Accepted, reader.Counts.Repeated));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task What_is_read_again_from_the_start_takes_no_second_effect()
    {
        await Write(0, 300);
        Read();
        await AssertAll(300);
        await Stop();
        await Start(new ForgetfulStore(Store));
        var source = Input.Join();
        await Write(300, 1); // Before it is read: a file ends where it ends.
        var again = Read(source);
        await AssertAll(301);
        var expected = (Input.PartitionCount, Input.IsReplayable ? 300 * Input.PartitionCount : 0);
        await Eventually.Holds(() => (again.Counts.Accepted, again.Counts.Repeated) == expected, () => again.Counts, Patience);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_bad_record_becomes_a_dead_letter_with_its_bytes_and_origin_and_the_partition_goes_on()
    {
        await Input.Write(0, ["p0-0 0", "nonsense", "p0-0 1"], None);
        Read();
        await Eventually.Holds(async () => (await Numbers("p0-0")).Count == 2, within: Patience);
        await Eventually.Holds(
            async () => (await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, None)).Count > 0, within: Patience); // Kept beside the reading.
        var letter = Assert.Single(await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, None));
        Assert.Equal((DeadLetterReason.Undecodable, "nonsense"), (letter.Reason, Encoding.UTF8.GetString(letter.Payload.Span)));
        Assert.NotEmpty(letter.Source);
        Assert.Equal([0, 1], await Numbers("p0-0"));
    }

    private static (long, string) Shown(SourceRecord record) => (record.Position.Value, Encoding.UTF8.GetString(record.Payload.Span));
}
