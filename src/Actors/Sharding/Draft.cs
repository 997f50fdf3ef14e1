using Actors.Schema;
using Actors.Timers;

namespace Actors.Sharding;

/// <summary>
/// A decision with everything that can fail already done: events evolved and encoded, timers encoded. Appending it cannot fail,
/// so an entity never changes by half. One draft is filled again for each command of a shard.
/// </summary>
internal sealed class Draft
{
    /// <summary>The wire name of records without a message.</summary>
    public static readonly WireName NothingName = new("nothing", 1);

    private readonly List<object> _states = [];
    private readonly List<(WireName Type, ReadOnlyMemory<byte> Payload)> _messages = [];

    /// <summary>The events; owned by the decision, not by the draft.</summary>
    public IReadOnlyList<object> Events { get; private set; } = [];

    /// <summary>The state after each event.</summary>
    public IReadOnlyList<object> States => _states;

    /// <summary>The encoded events, or the encoded rejection.</summary>
    public IReadOnlyList<(WireName Type, ReadOnlyMemory<byte> Payload)> Messages => _messages;

    public Rejection? Rejection { get; private set; }

    public IReadOnlyList<TimerChange> Timers { get; private set; } = [];

    /// <summary>Decides a command.</summary>
    public void Fill(EntityImage image, Envelope envelope)
    {
        Clear();
        var definition = image.Definition;
        var context = new DecisionContext(image.Key, image.Version, envelope.Time);
        var state = image.State; // Once: a state that is a value is put into an object each time.
        var decision = definition.Decide(state, envelope.Command!, context);
        var fired = CommandDecider.FiredTimer(envelope);
        if (decision.Rejection is { } rejection)
        {
            _messages.Add((RejectionCodec.Name, RejectionCodec.Encode(rejection)));
            (Rejection, Timers) = (rejection, fired);
            return;
        }

        for (var i = 0; i < decision.Events.Count; i++)
        {
            state = definition.Evolve(state, decision.Events[i]);
            _states.Add(state);
            _messages.Add(definition.Messages.Encode(decision.Events[i]));
        }

        (Events, Timers) = (decision.Events, TimerChanges(definition, fired, decision.Timers));
    }

    private void Clear()
    {
        _states.Clear();
        _messages.Clear();
        (Events, Rejection, Timers) = ([], null, []);
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
