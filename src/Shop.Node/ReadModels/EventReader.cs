using Actors.Journal;
using Actors.Schema;

namespace Shop.Node.ReadModels;

/// <summary>The events of journal records, decoded where they did not come from this process.</summary>
internal sealed class EventReader(ActorModel model)
{
    /// <summary>The event of a record, or <see langword="null"/> when it is none or of an entity this version does not know.</summary>
    public object? EventOf(JournalRecord record) => record.Kind != RecordKind.Event
        ? null
        : record.Message ?? model.Find(record.Entity.Type)?.Messages.Decode(record.Type, record.Payload.Span);
}
