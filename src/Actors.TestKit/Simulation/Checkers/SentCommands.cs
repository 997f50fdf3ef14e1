using System.Globalization;
using System.Text;
using Actors.Journal;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>What senders have sent, to be found again by the outcomes' records.</summary>
internal sealed class SentCommands(JournalFacts facts)
{
    private readonly Dictionary<string, object> _byToken = [];
    private readonly Dictionary<(Lane, LanePosition), OutgoingCommand> _onLanes = [];
    private readonly Dictionary<(EntityKey, string), object> _byTimer = [];
    private JournalRecord? _replayed;

    public void Take(string token, OutgoingCommand command) => _byToken.Add(token, command.Command);

    /// <summary>Takes a command of a lane; false when another one stands at its position.</summary>
    public bool TryTake(Lane lane, LanePosition position, OutgoingCommand command)
    {
        if (_onLanes.TryAdd((lane, position), command))
        {
            return true;
        }

        var before = _onLanes[(lane, position)];
        var messages = facts.Of(command.Target).Definition.Messages;
        return before.Target == command.Target && (before.Command.Equals(command.Command)
            || messages.Encode(before.Command).Bytes.Span.SequenceEqual(messages.Encode(command.Command).Bytes.Span));
    }

    /// <summary>The command that led to a record, where it is known. To be asked once for each record, in order.</summary>
    public object? CommandOf(JournalRecord record)
    {
        var replayed = _replayed;
        _replayed = null;
        foreach (var timer in record.Metadata.Timers.Where(t => t.Due is not null))
        {
            _byTimer[(record.Entity, TimerOrigin.Of(timer.Name, record.Sequence))] =
                facts.Of(record.Entity).Definition.Messages.Decode(timer.Command!.Value, timer.Payload.Span);
        }

        switch (record.Kind)
        {
            case RecordKind.Unparked:
                var parts = Encoding.UTF8.GetString(record.Payload.Span).Split(':');
                _replayed = facts.Find(record.Shard, new SequenceNumber(long.Parse(parts[1], CultureInfo.InvariantCulture)));
                return null;
            case RecordKind.Parked or RecordKind.Repeated:
                return null;
            default:
                return replayed is { } parked && IsOutcomeOf(record, parked) ? Decode(parked) : Find(record);
        }
    }

    /// <summary>A replayed command that changes nothing has no record of its own: the next one is somebody else's.</summary>
    private static bool IsOutcomeOf(JournalRecord record, JournalRecord parked) =>
        record.Entity == parked.Entity && record.Metadata.Lane is null && record.Metadata.Origin == parked.Metadata.Origin;

    private object? Find(JournalRecord record)
    {
        var metadata = record.Metadata;
        return metadata.Lane is { } lane ? _onLanes.GetValueOrDefault((lane, metadata.LanePosition))?.Command
            : JournalFacts.TokenOf(record) is { } token ? _byToken.GetValueOrDefault(token)
            : metadata.Origin.CausationId is { } timer ? _byTimer.GetValueOrDefault((record.Entity, timer))
            : null;
    }

    private object Decode(JournalRecord parked) =>
        facts.Of(parked.Entity).Definition.Messages.Decode(parked.Type, parked.Payload.Span);
}
