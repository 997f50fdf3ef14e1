using Actors.Journal;

namespace Actors.SideEffects;

/// <summary>A named side effect: which event asks for it, who makes the call, and how patiently.</summary>
public sealed class SideEffect
{
    private readonly Func<object, SideEffectContext, CancellationToken, Task<IReadOnlyList<OutgoingCommand>>> _handle;
    private readonly Func<object, SideEffectContext, Exception, IReadOnlyList<OutgoingCommand>> _giveUp;

    private SideEffect(
        ReaderName name,
        Type eventType,
        SideEffectOptions options,
        Func<object, SideEffectContext, CancellationToken, Task<IReadOnlyList<OutgoingCommand>>> handle,
        Func<object, SideEffectContext, Exception, IReadOnlyList<OutgoingCommand>> giveUp)
    {
        Name = name;
        EventType = eventType;
        Options = options;
        _handle = handle;
        _giveUp = giveUp;
    }

    /// <summary>The stable name; its offsets, lanes and idempotency keys carry it.</summary>
    public ReaderName Name { get; }

    /// <summary>The CLR type of the event that asks for it.</summary>
    public Type EventType { get; }

    /// <summary>How patiently it is tried.</summary>
    public SideEffectOptions Options { get; }

    /// <summary>Defines a side effect.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    /// <param name="handler">Makes the call.</param>
    /// <param name="options">How patiently; <see langword="null"/> takes the defaults.</param>
    public static SideEffect Of<TEvent>(string name, ISideEffectHandler<TEvent> handler, SideEffectOptions? options = null)
        where TEvent : class
    {
        if (!Kebab.IsValid(name, 60))
        {
            throw new ArgumentException($"'{name}' is not a side effect's name: use lower-case letters, digits and hyphens.", nameof(name));
        }

        return new SideEffect(
            new ReaderName(name),
            typeof(TEvent),
            options ?? new SideEffectOptions(),
            (@event, context, token) => handler.Handle((TEvent)@event, context, token),
            (@event, context, failure) => handler.GiveUp((TEvent)@event, context, failure));
    }

    /// <summary>Makes the call; see <see cref="ISideEffectHandler{TEvent}.Handle"/>.</summary>
    public Task<IReadOnlyList<OutgoingCommand>> Handle(object @event, SideEffectContext context, CancellationToken cancellationToken) =>
        _handle(@event, context, cancellationToken);

    /// <summary>Says what follows the last failure; see <see cref="ISideEffectHandler{TEvent}.GiveUp"/>.</summary>
    public IReadOnlyList<OutgoingCommand> GiveUp(object @event, SideEffectContext context, Exception lastFailure) =>
        _giveUp(@event, context, lastFailure);
}
