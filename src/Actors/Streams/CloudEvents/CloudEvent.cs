namespace Actors.Streams.CloudEvents;

/// <summary>An event in the envelope of CloudEvents 1.0, as far as this platform uses it. See https://github.com/cloudevents/spec.</summary>
public sealed record CloudEvent
{
    /// <summary>Names the event within its source.</summary>
    public required string Id { get; init; }

    /// <summary>The context in which it happened, a URI reference.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of event it is.</summary>
    public required string Type { get; init; }

    /// <summary>What it is about within its source; here the id of an entity.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The media type of the data; <see langword="null"/> means JSON.</summary>
    public string? DataContentType { get; init; }

    /// <summary>The W3C trace context of the sender (the extension <c>traceparent</c>).</summary>
    public string? TraceParent { get; init; }

    /// <summary>The event's place among those of its subject, which rises (the extension <c>sequence</c>).</summary>
    public string? Sequence { get; init; }

    /// <summary>The data's bytes; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }
}
