using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;

namespace Actors.Runtime.Tests.Lanes;

/// <summary>
/// The naive model of shards: each handles an envelope at once or later, in the order in which they came. At random it changes its
/// ownership: what it holds is then refused, and so is whatever is addressed to an ownership that is over. Single commands get lost.
/// </summary>
internal sealed class RefusingShards(int shardCount, int seed) : IShardSender
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly long[] _epochs = [.. Enumerable.Repeat(1L, shardCount)];
    private readonly Queue<Envelope>[] _held = [.. Enumerable.Range(0, shardCount).Select(_ => new Queue<Envelope>())];
    private readonly HashSet<long> _done = [];
    private readonly LaneLedger[] _lanes = [.. Enumerable.Range(0, shardCount).Select(_ => new LaneLedger())];

    /// <summary>The numbers in the order in which they took effect, by shard.</summary>
    public List<long>[] Effects { get; } = [.. Enumerable.Range(0, shardCount).Select(_ => new List<long>())];

    public ShardId ShardOf(EntityKey entity) => new ShardCount(shardCount).ShardOf(entity);

    public Epoch EpochOf(ShardId shard)
    {
        lock (_gate)
        {
            return _random.Next(4) == 0 ? Epoch.None : new Epoch(_epochs[shard.Value]);
        }
    }

    public ValueTask Send(ShardId shard, Envelope envelope, CancellationToken cancellationToken)
    {
        var replies = new List<(Envelope, CommandReply)>();
        lock (_gate)
        {
            if (_random.Next(16) == 0)
            {
                replies.Add((envelope, CommandReply.Retry("lost with its connection"))); // What is sent behind it may well arrive.
            }
            else if (envelope.Epoch.Value == _epochs[shard.Value] && _lanes[shard.Value].TakeTurn(envelope.Lane!.Value))
            {
                _held[shard.Value].Enqueue(envelope);
            }
            else
            {
                replies.Add((envelope, CommandReply.Retry("another owner")));
            }

            Step(shard.Value, replies);
        }

        Answer(replies);
        return ValueTask.CompletedTask;
    }

    /// <summary>Tells of no move: the sender looks from time to time.</summary>
    public Task WaitForMove(ShardId shard, Epoch seen, CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    /// <summary>Lets every shard handle what it holds, or refuse it.</summary>
    public void Step()
    {
        var replies = new List<(Envelope, CommandReply)>();
        lock (_gate)
        {
            for (var shard = 0; shard < shardCount; shard++)
            {
                Step(shard, replies);
            }
        }

        Answer(replies);
    }

    private void Step(int shard, List<(Envelope Envelope, CommandReply Reply)> replies)
    {
        switch (_random.Next(8))
        {
            case 0:
                _epochs[shard]++;
                _lanes[shard] = new LaneLedger();
                replies.AddRange(_held[shard].Select(e => (e, CommandReply.Retry("lost"))));
                _held[shard].Clear();
                break;
            case < 4:
                while (_held[shard].TryDequeue(out var envelope))
                {
                    var number = ((NoteCommand.Write)envelope.Command!).Number;
                    Assert.True(envelope.Lane!.Value.Floor < envelope.Lane.Value.Position, "A floor passed a command that was not done.");
                    var isNew = _done.Add(number);
                    if (isNew)
                    {
                        Effects[shard].Add(number);
                    }

                    replies.Add((envelope, new CommandReply { Kind = isNew ? ReplyKind.Completed : ReplyKind.AlreadyDone }));
                }

                break;
        }
    }

    private static void Answer(List<(Envelope Envelope, CommandReply Reply)> replies)
    {
        foreach (var (envelope, reply) in replies)
        {
            ((IReplySink)envelope.ReplyTo!).Reply(reply);
        }
    }
}
