namespace Actors.Reactions;

/// <summary>Collects the event handlers of a reaction.</summary>
public sealed class ReactionBuilder
{
    private readonly string _name;
    private readonly Dictionary<Type, Func<object, EventContext, IEnumerable<OutgoingCommand>>> _handlers = [];

    internal ReactionBuilder(string name)
    {
        if (!Kebab.IsValid(name, 60))
        {
            throw new ArgumentException($"'{name}' is not a reaction's name: use lower-case letters, digits and hyphens.", nameof(name));
        }

        _name = name;
    }

    /// <summary>Handles one type of event.</summary>
    /// <param name="handler">A pure function: the same event leads to the same commands in the same order.</param>
    public ReactionBuilder On<TEvent>(Func<TEvent, EventContext, IEnumerable<OutgoingCommand>> handler)
        where TEvent : class
    {
        _handlers.Add(typeof(TEvent), (@event, context) => handler((TEvent)@event, context));
        return this;
    }

    /// <summary>Closes the definition.</summary>
    public Reaction Build() => new(_name, _handlers);
}
