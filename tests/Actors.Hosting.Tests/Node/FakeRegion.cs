using System.Collections.Concurrent;
using System.Threading.Channels;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;

namespace Actors.Hosting.Tests.Node;

/// <summary>A region that decides at once, and on demand fails or makes its callers wait.</summary>
internal sealed class FakeRegion(FakeJournal journal) : IShardRegion
{
    private static readonly EntityDefinition Definition = BasketModel.Definition;
    private readonly ConcurrentDictionary<(EntityKey, CommandId), Outcome> _remembered = new();
    private readonly Lock _oneAtATime = new();

    /// <summary>The options of every command, in order.</summary>
    public ConcurrentQueue<AskOptions> Asked { get; } = new();

    /// <summary>What every call fails with, if anything.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What commands wait for.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>One entry for each command that has arrived.</summary>
    public Channel<EntityKey> Arrived { get; } = Channel.CreateUnbounded<EntityKey>();

    /// <summary>The time of the next records.</summary>
    public DateTimeOffset Time { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public async Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        Asked.Enqueue(options);
        Arrived.Writer.TryWrite(entity);
        await Hold.WaitAsync(cancellationToken);
        if (Failure is not null)
            throw Failure;
        lock (_oneAtATime)
        {
            if (options.Id is { } id && _remembered.TryGetValue((entity, id), out var first))
                return first;
            var outcome = Decide(entity, command, options);
            if (options.Id is { } key)
                _remembered[(entity, key)] = outcome;
            return outcome;
        }
    }

    public async Task<EntityView> View(EntityKey entity, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Failure is not null)
            throw Failure;
        var records = (await journal.ReadEntities([new EntityPosition(entity, SequenceNumber.None)], cancellationToken))[0];
        var now = new EntityReplay(Definition).UntilVersion(records, new EntityVersion(long.MaxValue));
        return new EntityView(entity, now.State, now.Version, journal.Head(journal.ShardCount.ShardOf(entity)), false);
    }

    private Outcome Decide(EntityKey entity, object command, AskOptions options)
    {
        if (command is OldAddItem old)
            command = new AddItem(old.Sku, 1);
        var view = View(entity, TimeSpan.Zero, CancellationToken.None).GetAwaiter().GetResult();
        UntypedDecision decision;
        try
        {
            decision = Definition.Decide(view.State, command, new DecisionContext(entity, view.Version, Time));
        }
        catch (InvalidOperationException exception)
        {
            throw new EntityParkedException(entity, new DeadLetterId("1:17"), exception.Message);
        }

        var version = view.Version;
        var sequence = view.Sequence;
        foreach (var (kind, name, bytes) in Encode(decision))
        {
            version = kind == RecordKind.Event ? version.Next : version;
            sequence = journal.Append(Record(entity, kind, name, bytes, version, options)).Sequence;
        }

        return new Outcome
        {
            Shard = journal.ShardCount.ShardOf(entity),
            Sequence = sequence,
            Version = version,
            Events = decision.Events,
            Rejection = decision.Rejection,
        };
    }

    private JournalRecord Record(
        EntityKey entity, RecordKind kind, WireName name, ReadOnlyMemory<byte> bytes, EntityVersion version, AskOptions options) => new()
        {
            Shard = default,
            Sequence = default,
            Entity = entity,
            Version = version,
            Kind = kind,
            Type = name,
            Payload = bytes,
            Time = Time,
            Metadata = new RecordMetadata { CommandId = options.Id, Origin = options.Origin },
        };

    private static IEnumerable<(RecordKind Kind, WireName Name, ReadOnlyMemory<byte> Bytes)> Encode(UntypedDecision decision) =>
        decision.Rejection is { } rejection
            ? [(RecordKind.Rejection, RejectionCodec.Name, RejectionCodec.Encode(rejection))]
            : decision.Events.Select(e => Definition.Messages.Encode(e)).Select(e => (RecordKind.Event, e.Name, e.Bytes));
}
