using Actors.Schema;
using Actors.Timers;

namespace Actors.Sharding;

/// <summary>
/// A decision with everything that can fail already done: events evolved and encoded, timers encoded. Appending it cannot fail,
/// so an entity never changes by half.
/// </summary>
internal sealed class Draft
{
    /// <summary>The wire name of records without a message.</summary>
    public static readonly WireName NothingName = new("nothing", 1);

    private Draft(
        IReadOnlyList<object> events,
        object[] states,
        IReadOnlyList<(WireName, ReadOnlyMemory<byte>)> messages,
        Rejection? rejection,
        IReadOnlyList<TimerChange> timers)
    {
        Events = events;
        States = states;
        Messages = messages;
        Rejection = rejection;
        Timers = timers;
    }

    public IReadOnlyList<object> Events { get; }

    /// <summary>The state after each event.</summary>
    public object[] States { get; }

    /// <summary>The encoded events, or the encoded rejection.</summary>
    public IReadOnlyList<(WireName Type, ReadOnlyMemory<byte> Payload)> Messages { get; }

    public Rejection? Rejection { get; }

    public IReadOnlyList<TimerChange> Timers { get; }

    public static Draft Of(EntityImage image, Envelope envelope)
    {
        var definition = image.Definition;
        var context = new DecisionContext(image.Key, image.Version, envelope.Time);
        var decision = definition.Decide(image.State, envelope.Command!, context);
        var fired = CommandDecider.FiredTimer(envelope);
        if (decision.Rejection is { } rejection)
        {
            return new Draft([], [], [(RejectionCodec.Name, RejectionCodec.Encode(rejection))], rejection, fired);
        }

        var events = decision.Events;
        var states = events.Count == 0 ? [] : new object[events.Count];
        var messages = events.Count == 0 ? [] : new (WireName, ReadOnlyMemory<byte>)[events.Count];
        var state = image.State;
        for (var i = 0; i < events.Count; i++)
        {
            states[i] = state = definition.Evolve(state, events[i]);
            messages[i] = definition.Messages.Encode(events[i]);
        }

        return new Draft(events, states, messages, null, TimerChanges(definition, fired, decision.Timers));
    }

    private static IReadOnlyList<TimerChange> TimerChanges(
        EntityDefinition definition, IReadOnlyList<TimerChange> fired, IReadOnlyList<TimerRequest> requests)
    {
        if (requests.Count == 0)
        {
            return fired;
        }

        var changes = new List<TimerChange>(fired);
        foreach (var request in requests)
        {
            if (request is { Due: { } due, Command: { } command })
            {
                var (type, payload) = definition.Messages.Encode(command);
                changes.Add(new TimerChange(request.Name, WholeMicroseconds(due), type, payload));
            }
            else
            {
                changes.Add(new TimerChange(request.Name, null, null, default));
            }
        }

        return changes;
    }

    /// <summary>Journals keep microseconds: rounded up, because a timer never fires early.</summary>
    private static DateTimeOffset WholeMicroseconds(DateTimeOffset due)
    {
        var beyond = due.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return new DateTimeOffset(beyond == 0 ? due.UtcTicks : due.UtcTicks - beyond + TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
