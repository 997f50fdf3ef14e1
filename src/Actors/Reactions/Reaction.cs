using System.Collections.Frozen;
using Actors.Journal;

namespace Actors.Reactions;

/// <summary>
/// A step of a process manager: a pure function from an event to commands for other entities. The runtime delivers the commands
/// exactly once: their lane is the log of the event's shard, their position the event's. Commands of one reaction to one entity
/// arrive in the order of the events of a shard.
/// </summary>
public sealed class Reaction
{
    private readonly FrozenDictionary<Type, Func<object, EventContext, IEnumerable<OutgoingCommand>>> _handlers;

    internal Reaction(string name, IReadOnlyDictionary<Type, Func<object, EventContext, IEnumerable<OutgoingCommand>>> handlers)
    {
        Name = new ReaderName(name);
        _handlers = handlers.ToFrozenDictionary();
    }

    /// <summary>The stable name; its offsets and its lanes carry it.</summary>
    public ReaderName Name { get; }

    /// <summary>Starts to define a reaction.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens. It must not change while the reaction has work in hand.</param>
    public static ReactionBuilder Named(string name) => new(name);

    /// <summary>Whether it handles events of this CLR type.</summary>
    public bool Handles(Type eventType) => _handlers.ContainsKey(eventType);

    /// <summary>The commands an event leads to, in order; none when it does not handle the event's type.</summary>
    public IReadOnlyList<OutgoingCommand> React(object @event, in EventContext context) =>
        _handlers.TryGetValue(@event.GetType(), out var handler) ? [.. handler(@event, context)] : [];
}
