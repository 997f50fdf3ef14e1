using System.Buffers;
using System.Text.Json;
using Actors.Journal;
using Actors.Projections;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.TestKit.Specifications;

/// <summary>
/// Specifies a projection by examples: <c>Given</c> events of entities, <c>Then</c> what its read model shows. No node and no journal:
/// the records are made as a journal would, each <c>Given</c> is one batch, and the first <c>Then</c> applies what was given. It
/// checks that every event survives its codec, and that the offsets have moved with what was applied. One caller.
/// </summary>
/// <example>
/// <code>
/// await new ProjectionSpecification(model, readModels.Projection(new SalesProjection(model)))
///     .Given("order/1001", new OrderPlaced(...))
///     .Given("order/1001", new OrderShipped(...))
///     .Then(token => readModels.Sales("France", token), new Sales(1, 9.95m));
/// </code>
/// </example>
/// <param name="model">The model that describes the events.</param>
/// <param name="projection">The projection with a store that nothing was applied to; of a versioned one the active build. It stays the caller's.</param>
public sealed class ProjectionSpecification(ActorModel model, IProjection projection)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly ShardCount _shards = ShardCount.Default;
    private readonly Dictionary<ShardId, SequenceNumber> _heads = [];
    private readonly Dictionary<EntityKey, EntityVersion> _versions = [];
    private readonly Queue<List<JournalRecord>> _batches = [];
    private DateTimeOffset _time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private IProjectionStore? _store;

    /// <summary>When the next events happen. Without it, the start of 2026.</summary>
    public ProjectionSpecification At(DateTimeOffset time)
    {
        _time = time;
        return this;
    }

    /// <summary>These events have happened next, and reach the projection in one batch.</summary>
    /// <param name="entity">To which entity, as <c>type/id</c>.</param>
    /// <param name="events">The events.</param>
    public ProjectionSpecification Given(string entity, params IReadOnlyList<object> events)
    {
        var key = EntityKey.Parse(entity);
        _batches.Enqueue([.. events.Select((@event, index) => RecordOf(key, @event, index, events.Count))]);
        return this;
    }

    /// <summary>The read model shows exactly this. Both sides are compared, and shown, as JSON.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Asks the read model.</param>
    /// <param name="expected">What it must answer.</param>
    public Task<ProjectionSpecification> Then<T>(Func<CancellationToken, Task<T>> read, T expected) => Then(async token =>
        Expect.Equal("The read model differs", Json(expected), Json(await read(token).ConfigureAwait(false))));

    /// <summary>The read model satisfies a condition.</summary>
    /// <param name="check">Asks it, and throws, an assertion for example, when it is not as it should be.</param>
    public async Task<ProjectionSpecification> Then(Func<CancellationToken, Task> check)
    {
        await Apply().ConfigureAwait(false);
        await check(CancellationToken.None).ConfigureAwait(false);
        return this;
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Readable);

    private async Task Apply()
    {
        if (_store is null)
        {
            _store = await Open().ConfigureAwait(false);
            var started = await _store.Start(CancellationToken.None).ConfigureAwait(false);
            Expect.True(started.Values.All(offset => offset == 0), $"'{projection.Name}' has applied records before; give it a store of its own.");
        }

        while (_batches.TryDequeue(out var batch))
        {
            await _store.Apply(batch, CancellationToken.None).ConfigureAwait(false);
        }

        var offsets = await _store.Start(CancellationToken.None).ConfigureAwait(false);
        foreach (var (shard, head) in _heads)
        {
            Expect.True(
                offsets.GetValueOrDefault(shard) == head.Value,
                $"'{projection.Name}' has applied shard {shard} up to {head}, and its offset says {offsets.GetValueOrDefault(shard)}: "
                + "after a restart it would apply records twice or never.");
        }
    }

    private async Task<IProjectionStore> Open() => projection switch
    {
        IProjectionStore store => store,
        IVersionedProjection versioned => versioned.Open((await versioned.Load(CancellationToken.None).ConfigureAwait(false)).Active),
        _ => throw new ArgumentException($"'{projection.Name}' is no kind of projection that a node could run.", nameof(projection)),
    };

    private JournalRecord RecordOf(EntityKey entity, object @event, int index, int count)
    {
        var messages = model.Find(entity.Type)?.Messages ?? throw new ArgumentException($"The model has no entity type '{entity.Type}'.", nameof(entity));
        RoundTrip.Check(messages, @event);
        var definition = messages.Of(@event.GetType());
        var payload = new ArrayBufferWriter<byte>();
        definition.Codec.Encode(@event, payload);
        var shard = _shards.ShardOf(entity);
        _heads[shard] = _heads.GetValueOrDefault(shard).Next;
        _versions[entity] = _versions.GetValueOrDefault(entity).Next;
        return new JournalRecord
        {
            Shard = shard,
            Sequence = _heads[shard],
            Entity = entity,
            Version = _versions[entity],
            Kind = RecordKind.Event,
            Type = definition.Name,
            Payload = payload.WrittenMemory,
            Time = _time,
            Metadata = new RecordMetadata { Index = index, Count = count, Origin = Origin.Unknown },
            Message = @event,
        };
    }
}
