using Actors.Journal;
using Actors.Runtime.Lanes;
using Actors.Runtime.Sharding;
using Actors.Sharding;

namespace Actors.Runtime.Readers;

/// <summary>How far a reader has come in one shard that this node owns.</summary>
internal sealed class ShardFollower : IDisposable
{
    private readonly CancellationTokenSource _ending;
    private bool _isEnded;

    /// <summary>Creates a follower.</summary>
    /// <param name="owned">The shard, and the right to read it.</param>
    /// <param name="start">The saved offset.</param>
    /// <param name="sender">Makes its lane's sender, which ends with the token.</param>
    /// <param name="cancellationToken">Ends the reader.</param>
    public ShardFollower(OwnedShard owned, SequenceNumber start, Func<CancellationToken, LaneSender> sender, CancellationToken cancellationToken)
    {
        Owned = owned;
        Read = start;
        Saved = start.Value;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, owned.Lost);
        Ending = _ending.Token;
        Sender = sender(Ending);
    }

    public OwnedShard Owned { get; }

    public ShardId Shard => Owned.Shard;

    /// <summary>Falls when the reader ends or the shard is not this node's any more.</summary>
    public CancellationToken Ending { get; }

    public LaneSender Sender { get; }

    /// <summary>The last record handed to the reader.</summary>
    public SequenceNumber Read { get; set; }

    /// <summary>The last offset that was saved.</summary>
    public long Saved { get; set; }

    /// <summary>The last record that is done with all before it: its lane's floor.</summary>
    public long Done
    {
        get
        {
            // A floor is always the end of a record: (sequence + 1) * max - 1.
            return ((Sender.Floor.Value + 1) / LanePosition.CommandsPerRecordMax) - 1;
        }
    }

    /// <summary>Ends what its lane still does.</summary>
    public void Dispose()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            _ending.Cancel();
            _ending.Dispose();
        }
    }
}
