using System.Collections.Frozen;
using System.Globalization;
using Actors.Journal;
using Actors.Reactions;
using Actors.Streams.CloudEvents;

namespace Actors.Streams.Publishing;

/// <summary>
/// Which events are published, and in which form: a pure function from an event to a public event, or to nothing. A public event is
/// a CloudEvent in binary mode, keyed by its entity, whose id is its place in the journal: one that is published twice has the same
/// id, and its extension <c>sequence</c> is the entity's version, which rises.
/// </summary>
public sealed class Egress
{
    /// <summary>
    /// The header, a CloudEvents attribute, of an event that an operator has published again from its dead letter: later events of its entity
    /// were published before it.
    /// </summary>
    public const string ReplayedHeader = "ce_replayed";

    private readonly FrozenDictionary<Type, Func<object, EventContext, PublicEvent?>> _handlers;

    internal Egress(string name, string source, IReadOnlyDictionary<Type, Func<object, EventContext, PublicEvent?>> handlers)
    {
        Name = new ReaderName($"egress {name}");
        Source = source;
        _handlers = handlers.ToFrozenDictionary();
    }

    /// <summary>The stable name; its offsets are kept under it.</summary>
    public ReaderName Name { get; }

    /// <summary>The CloudEvents source of all its events, a URI reference such as <c>/shop/orders</c>.</summary>
    public string Source { get; }

    /// <summary>Starts to define an egress.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens. Under another name everything is published again.</param>
    /// <param name="source">The CloudEvents source, a URI reference without spaces.</param>
    public static EgressBuilder Named(string name, string source) => new(name, source);

    /// <summary>The record to publish for an event; <see langword="null"/> when it is not for others.</summary>
    public SinkRecord? RecordOf(object @event, in EventContext context)
    {
        if (!_handlers.TryGetValue(@event.GetType(), out var handler) || handler(@event, context) is not { } published)
        {
            return null;
        }

        var envelope = new CloudEvent
        {
            Id = $"{context.Shard}:{context.Sequence}",
            Source = Source,
            Type = published.Type,
            Subject = context.Entity.Id.Value,
            Time = context.Time,
            DataContentType = published.ContentType,
            TraceParent = context.Origin.TraceParent,
            Sequence = context.Version.Value.ToString(CultureInfo.InvariantCulture),
            Data = published.Data,
        };
        return new SinkRecord(context.Entity.ToString(), published.Data, CloudEventFormat.WriteBinary(envelope));
    }
}
