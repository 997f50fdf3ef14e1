using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;
using SmallBank;

namespace Actors.Cluster.Tests.Links;

/// <summary>Stands for the entities of a node: keeps what it was told, replies at once, and can be stopped and let go.</summary>
internal sealed class Bank : ILinkReceiver
{
    private TaskCompletionSource _gate = Opened();
    private long _sequence;

    /// <summary>Everything that has arrived, in order.</summary>
    public ConcurrentQueue<Envelope> Arrived { get; } = [];

    /// <summary>Whether messages are taken and get no reply.</summary>
    public bool IsMute { get; set; }

    /// <summary>Thrown for each message.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Lets messages wait before the entities, as those of a busy shard.</summary>
    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets them in.</summary>
    public void Open() => _gate.TrySetResult();

    public async ValueTask Receive(Envelope envelope, CancellationToken cancellationToken)
    {
        await _gate.Task.WaitAsync(cancellationToken);
        if (Fault is { } fault)
        {
            throw fault;
        }

        Arrived.Enqueue(envelope);
        if (!IsMute)
        {
            ((IReplySink)envelope.ReplyTo!).Reply(ReplyTo(envelope));
        }
    }

    private CommandReply ReplyTo(Envelope envelope) => envelope.Command is null
        ? new CommandReply
        {
            Kind = ReplyKind.Viewed,
            View = new EntityView(envelope.Target, new Account(true, 7, 8), new EntityVersion(3), new SequenceNumber(4), true),
        }
        : new CommandReply
        {
            Kind = ReplyKind.Completed,
            Outcome = new Outcome
            {
                Shard = new ShardId(5),
                Sequence = new SequenceNumber(Interlocked.Increment(ref _sequence)),
                Version = new EntityVersion(9),
                Events = envelope.Command is AccountCommand.DepositChecking deposit ? [new AccountEvent.CheckingDeposited(deposit.Amount)] : [],
            },
        };

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
