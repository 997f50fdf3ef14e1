using Actors.Timers;

namespace Actors;

/// <summary>
/// The result of deciding a command: events with timer changes, or a rejection. An event or a <see cref="Rejection"/> converts
/// to it by itself.
/// </summary>
/// <typeparam name="TEvent">The base record of the entity's events.</typeparam>
public readonly struct Decision<TEvent>
    where TEvent : class
{
    private readonly IReadOnlyList<TEvent>? _events;
    private readonly IReadOnlyList<TimerRequest>? _timers;

    private Decision(IReadOnlyList<TEvent>? events, Rejection? rejection, IReadOnlyList<TimerRequest>? timers)
    {
        _events = events;
        Rejection = rejection;
        _timers = timers;
    }

    /// <summary>Accepted, and nothing changes.</summary>
    public static Decision<TEvent> Nothing => default;

    /// <summary>The events, in order; empty when the command changed nothing or was rejected.</summary>
    public IReadOnlyList<TEvent> Events => _events ?? [];

    /// <summary>The rejection, or <see langword="null"/> when the command was accepted.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The timers to set and cancel, in order.</summary>
    public IReadOnlyList<TimerRequest> Timers => _timers ?? [];

    /// <summary>Accepts a command with these events, in this order. They become durable together or not at all.</summary>
    public static Decision<TEvent> Accept(params IReadOnlyList<TEvent> events) => new(events, null, null);

    /// <summary>Refuses a command.</summary>
    /// <param name="code">Stable, for machines: lower-case words joined by hyphens.</param>
    /// <param name="reason">For people.</param>
    public static Decision<TEvent> Reject(string code, string reason) => new(null, new Rejection(code, reason), null);

    /// <summary>Accepts with one event.</summary>
    public static implicit operator Decision<TEvent>(TEvent @event) => new([@event], null, null);

    /// <summary>Refuses with a rejection.</summary>
    public static implicit operator Decision<TEvent>(Rejection rejection) => new(null, rejection, null);

    /// <summary>
    /// Also sets a durable timer of this entity; one of the same name is replaced. When it is due the command arrives like any
    /// other, once, also after crashes and failover; never early, and late when the entity's node was down.
    /// </summary>
    /// <param name="name">The timer's name within the entity.</param>
    /// <param name="due">When, in UTC.</param>
    /// <param name="command">A command of this entity.</param>
    public Decision<TEvent> SetTimer(string name, DateTimeOffset due, object command) =>
        new(_events, Rejection, [.. Timers, new TimerRequest(name, due, command)]);

    /// <summary>Also cancels a timer; without effect when there is none of that name.</summary>
    public Decision<TEvent> CancelTimer(string name) => new(_events, Rejection, [.. Timers, new TimerRequest(name, null, null)]);
}
