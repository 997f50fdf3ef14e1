using System.Globalization;
using Actors.Journal;
using Actors.Sharding;
using Actors.Tests.Samples;

namespace Actors.Tests.Sharding;

/// <summary>What a producer sends twice with one id, on a lane that is read again.</summary>
public sealed class LaneRepetitionTests
{
    private static readonly Lane File = new("file:a");
    private static readonly EntityKey Key = Tally.Key("0");

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_command_that_came_twice_on_a_lane_takes_no_effect_when_it_is_read_again_after_its_id_was_forgotten()
    {
        var world = new ShardWorld(new ShardOptions { CommandWindow = 4, SnapshotEvery = 100, CheckpointEvery = 100 });
        void Read()
        {
            for (var position = 1; position <= 12; position++)
            {
                var number = position <= 2 ? 1 : position; // The first two are one command, which its producer sent twice.
                world.Deliver(new Envelope
                {
                    Target = Key,
                    Time = DateTimeOffset.UnixEpoch,
                    Command = new TallyCommand.Add(number),
                    Id = new CommandId(number.ToString(CultureInfo.InvariantCulture)),
                    Lane = new LaneStamp(File, new LanePosition(position), LanePosition.None),
                    Epoch = world.Epoch,
                });
            }

            world.Settle();
        }

        Read();
        Assert.Equal(ReplyKind.Repeated, world.Replies[1].Reply.Kind);
        world.Crash(batchArrives: true);
        Read();
        Assert.Equal([1L, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], world.Replay(Key).Numbers);
        Assert.All(world.Replies.TakeLast(12), r => Assert.Equal(ReplyKind.AlreadyDone, r.Reply.Kind));
        Assert.Equal(RecordKind.Repeated, world.Journal[1].Kind);
    }
}
