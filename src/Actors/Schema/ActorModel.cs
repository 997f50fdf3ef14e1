using System.Collections.Frozen;
using Actors.Journal;
using Actors.Reactions;
using Actors.SideEffects;

namespace Actors.Schema;

/// <summary>Everything an application consists of: its entities, reactions and side effects. Immutable and thread-safe.</summary>
public sealed class ActorModel
{
    private readonly FrozenDictionary<EntityType, EntityDefinition> _entities;

    /// <summary>Creates a model.</summary>
    /// <exception cref="ArgumentException">Two entities, or two readers of the journal, have the same name.</exception>
    public ActorModel(
        IReadOnlyList<EntityDefinition> entities, IReadOnlyList<Reaction>? reactions = null, IReadOnlyList<SideEffect>? sideEffects = null)
    {
        Reactions = reactions ?? [];
        SideEffects = sideEffects ?? [];
        var names = Reactions.Select(r => r.Name).Concat(SideEffects.Select(s => s.Name)).Select(n => n.Value)
            .Concat(entities.Select(e => $"entity {e.Type}"));
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The model has two parts named '{twice.Key}'; each needs a name of its own.", nameof(entities));
        }

        _entities = entities.ToFrozenDictionary(e => e.Type);
    }

    /// <summary>The kinds of entities.</summary>
    public IReadOnlyCollection<EntityDefinition> Entities => _entities.Values;

    /// <summary>The reactions.</summary>
    public IReadOnlyList<Reaction> Reactions { get; }

    /// <summary>The side effects.</summary>
    public IReadOnlyList<SideEffect> SideEffects { get; }

    /// <summary>Refuses a command that its entity does not know, before it reaches a shard.</summary>
    /// <exception cref="UnknownMessageException">There is no such kind of entity, or the command is not one of its messages.</exception>
    public EntityDefinition Check(EntityType entity, object command)
    {
        var definition = Find(entity) ?? throw new UnknownMessageException(entity, command.GetType().Name);
        _ = definition.Messages.Of(command.GetType());
        return definition;
    }

    /// <summary>The event of a record, decoded where it is not at hand; <see langword="null"/> when it is none, or of an unknown kind of entity.</summary>
    /// <exception cref="UnknownMessageException">The entity does not know the event.</exception>
    /// <exception cref="FormatException">The bytes are not such an event.</exception>
    public object? EventOf(JournalRecord record) => record.Kind != RecordKind.Event
        ? null
        : record.Message ?? Find(record.Entity.Type)?.Messages.Decode(record.Type, record.Payload.Span);

    /// <summary>
    /// Whether this version of the application can read a record: it is no event, or one that its entity knows. A kind of entity that
    /// is unknown altogether counts as known: it may have been given up, and hinders no other.
    /// </summary>
    public bool Knows(JournalRecord record) =>
        record.Kind != RecordKind.Event || Find(record.Entity.Type) is not { } definition || definition.Messages.Knows(record.Type);

    /// <summary>Finds a kind of entity, or <see langword="null"/>.</summary>
    public EntityDefinition? Find(EntityType type) => _entities.GetValueOrDefault(type);
}
