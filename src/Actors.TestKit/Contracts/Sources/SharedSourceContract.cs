using System.Text;
using Actors.DeadLettering;
using Actors.Runtime;
using Actors.Runtime.Streams;
using Actors.TestKit.Time;
using Xunit;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>
/// What a source that several readers share must do besides: pause instead of growing, move its partitions without losing or repeating, and
/// give whoever comes next what a dead node had in hand.
/// </summary>
/// <typeparam name="TFixture">Gives the input.</typeparam>
public abstract class SharedSourceContract<TFixture> : SourceContract<TFixture>
    where TFixture : ISourceFixture, new()
{
    [Fact]
    [Trait("Invariant", "I7")]
    public async Task While_the_journal_is_away_reading_stops_at_its_bound_and_goes_on_after()
    {
        var count = Ingress.RecordsInHandMax + (2 * Input.WaitingPerPartitionMax) + 3000;
        await Write(0, 1);
        var reader = Read();
        await AssertAll(1);
        Store.Faults.Unavailable = true;
        await Write(1, count);

        var read = 0L;
        var since = TimeProvider.System.GetTimestamp();
        await Eventually.Holds(() => StandsStill(reader.Counts.Read, ref read, ref since), () => reader.Counts, Patience);

        // Besides those in hand: the first ones, which were done before, and one that waits for room.
        Assert.InRange(read, Input.PartitionCount + 1, (Ingress.RecordsInHandMax + 2) * Input.PartitionCount);
        Assert.InRange(Input.Waiting(reader.Source), 0, Input.WaitingPerPartitionMax * Input.PartitionCount);
        Assert.Equal(Input.PartitionCount, reader.Counts.Accepted);
        Assert.Equal(Input.PartitionCount, reader.Ingress.Partitions.Count);
        Store.Faults.Unavailable = false;
        await AssertAll(count + 1);
        Assert.Equal(0, reader.Counts.Repeated);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Two_and_three_readers_share_the_partitions_and_every_record_takes_effect_once_through_the_rebalances()
    {
        await Write(0, 500);
        var first = Read();
        await Eventually.Holds(() => first.Counts.Accepted > 0, () => first.Counts, Patience);
        var second = Read();
        await Write(500, 500);
        await Shared(first, second);
        await Write(1000, 500);
        var third = Read();
        await Write(1500, 500);
        await Shared(first, second, third);
        await AssertAll(2000);
        await Leave(first);
        await Leave(second);
        await Write(2000, 500);
        await AssertAll(2500);
        Assert.Equal(Input.PartitionCount, third.Ingress.Partitions.Count);
    }

    [Fact]
    public async Task A_reader_that_stops_and_starts_goes_on_where_it_was()
    {
        await Write(0, 100);
        Read();
        await AssertAll(100);
        await Stop();
        await Start(Store);
        await Write(100, 100);
        var again = Read();
        await AssertAll(200);
        Assert.Equal((100 * Input.PartitionCount, 0), (again.Counts.Read, again.Counts.Repeated));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_node_that_dies_before_or_after_any_write_leaves_every_record_to_the_next_one_once_and_in_order()
    {
        const int writes = 3; // Commits, places and dead letters, as they come.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await Stop();
        var written = 0;
        for (var death = 0; death < 2 * writes; death++)
        {
            var mortal = Store.OpenAnother();
            await Start(mortal, new ActorSystemOptions { StopTimeout = TimeSpan.FromMilliseconds(200) }); // Nothing of it becomes durable any more.
            mortal.Faults.DieAtWrite(1 + (death / 2), isStored: death % 2 == 0);
            await Input.Write(0, [$"nonsense-{death}"], None);
            var reader = Read();
            var since = TimeProvider.System.GetTimestamp();
            while (!mortal.Faults.Unavailable)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"{death}: {reader.Counts}");
                await Write(written++, 1);
                await pace.WaitForNextTickAsync();
            }

            await Stop();
        }

        await Start(Store);
        await Write(written++, 1);
        Read();
        await AssertAll(written);
        await Eventually.Holds(async () => await Store.DeadLetters.Count(DeadLetterStatus.Waiting, None) >= 2 * writes, within: Patience);
        var letters = await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 100, None);
        Assert.Equal(
            Enumerable.Range(0, 2 * writes).Select(n => $"nonsense-{n}"),
            letters.Select(l => Encoding.UTF8.GetString(l.Payload.Span)).Order(StringComparer.Ordinal));
    }

    /// <summary>Waits until each of these has a share, where they share, and together they have all.</summary>
    private Task Shared(params SourceReader[] readers) => Eventually.Holds(
        () => (!Input.Balances || readers.All(r => r.Ingress.Partitions.Count > 0)) && readers.Sum(r => r.Ingress.Partitions.Count) == Input.PartitionCount,
        () => string.Join(", ", readers.Select(r => r.Ingress.Partitions.Count)),
        Patience);

    /// <summary>Whether a number has been the same for a second.</summary>
    private static bool StandsStill(long now, ref long last, ref long since)
    {
        if (now != last)
        {
            (last, since) = (now, TimeProvider.System.GetTimestamp());
        }

        return TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(1);
    }
}
