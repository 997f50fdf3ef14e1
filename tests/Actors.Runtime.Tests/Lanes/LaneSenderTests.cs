using Actors.Runtime.Lanes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Lanes;

/// <summary>The sender of a lane against shards that refuse at random.</summary>
public sealed class LaneSenderTests
{
    private const int Records = 120;
    private const int InHandMax = 16;

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Whatever_shards_refuse_every_command_takes_effect_once_and_in_lane_order_for_each_shard()
    {
        var cases = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 2000 : 60;
        await Parallel.ForAsync(0, cases, async (seed, _) => await Run(seed));
    }

    private static async Task Run(int seed)
    {
        var clock = new ManualTimeProvider();
        var shards = new RefusingShards(3, seed);
        using var stopping = new CancellationTokenSource();
        var settled = 0;
        var sender = new LaneSender(new Lane("lane"), LanePosition.None, InHandMax, shards, clock, stopping.Token)
        {
            Settled = (_, _) => Interlocked.Increment(ref settled),
        };
        var expected = new List<long>[] { [], [], [] };
        var sending = Send(sender, shards, seed, expected);
        var state = () => $"seed {seed}, floor {sender.Floor}, {sender.EntryCount} in hand";
        await Eventually.Holds(
            () =>
            {
                Assert.InRange(sender.EntryCount, 0, InHandMax);
                clock.Advance(TimeSpan.FromMilliseconds(200));
                shards.Step();
                return sending.IsCompleted;
            },
            state);
        await sending;
        Assert.Equal(Records, sender.Floor.Value);
        Assert.Equal(expected.Sum(e => e.Count), settled);
        for (var shard = 0; shard < 3; shard++)
        {
            Assert.Equal(expected[shard], shards.Effects[shard]);
        }

        await stopping.CancelAsync();
    }

    /// <summary>Sends records of zero to two commands.</summary>
    private static async Task Send(LaneSender sender, RefusingShards shards, int seed, List<long>[] expected)
    {
        var random = new Random(seed);
        for (var record = 1; record <= Records; record++)
        {
            var commands = random.Next(3);
            if (commands == 0)
            {
                await sender.Skip(new LanePosition(record), CancellationToken.None);
                continue;
            }

            var entry = await sender.Begin(new LanePosition(record), CancellationToken.None);
            for (var i = 0; i < commands; i++)
            {
                var number = (record * 10L) + i;
                var target = Note.Key($"n{random.Next(10)}");
                expected[shards.ShardOf(target).Value].Add(number);
                var envelope = new Envelope { Target = target, Command = Note.Write(number), Time = DateTimeOffset.UnixEpoch };
                await sender.Send(entry, new LanePosition(record), envelope, CancellationToken.None);
            }

            sender.Close(entry);
        }

        await sender.Drain(CancellationToken.None);
    }
}
