using Actors.Journal;

namespace Actors;

/// <summary>A shard's reply to a message. It leaves only after everything it tells is durable.</summary>
public readonly record struct CommandReply
{
    // An outcome, a view or a detail: no reply has two of them, and millions of replies are copied.
    private readonly object? _body;

    /// <summary>What is said.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>The outcome, of <see cref="ReplyKind.Completed"/>.</summary>
    public Outcome? Outcome
    {
        get => _body as Outcome;
        init => _body = value ?? _body;
    }

    /// <summary>The view, of <see cref="ReplyKind.Viewed"/>.</summary>
    public EntityView? View
    {
        get => _body as EntityView;
        init => _body = value ?? _body;
    }

    /// <summary>The first record of the earlier outcome, of <see cref="ReplyKind.Repeated"/>; the parked record, of <see cref="ReplyKind.Parked"/>.</summary>
    public SequenceNumber First { get; init; }

    /// <summary>How many records the earlier outcome has, of <see cref="ReplyKind.Repeated"/>.</summary>
    public int Count { get; init; }

    /// <summary>What happened, for people; of replies without an outcome and a view.</summary>
    public string? Detail
    {
        get => _body as string;
        init => _body = value ?? _body;
    }

    /// <summary>
    /// With <see cref="ReplyKind.Retry"/>: the command may have taken effect all the same. A sender with a lane or a command id may
    /// send it again; one without cannot know.
    /// </summary>
    public bool IsUncertain { get; init; }

    internal static CommandReply Retry(string detail) => new() { Kind = ReplyKind.Retry, Detail = detail };
}
