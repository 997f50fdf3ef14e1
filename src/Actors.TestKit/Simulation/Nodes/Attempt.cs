namespace Actors.TestKit.Simulation.Nodes;

/// <summary>One sending of a message. A sender that tries again makes a new one.</summary>
internal sealed class Attempt
{
    private readonly Action<Attempt, CommandReply> _receive;

    /// <param name="number">Its number in the run.</param>
    /// <param name="envelope">The message.</param>
    /// <param name="sentAt">The step in which it was sent.</param>
    /// <param name="receive">Takes the reply, unless the sender has given up.</param>
    public Attempt(int number, Envelope envelope, int sentAt, Action<Attempt, CommandReply> receive)
    {
        Number = number;
        SentAt = sentAt;
        _receive = receive;
        Envelope = envelope with { ReplyTo = this };
    }

    public int Number { get; }

    public int SentAt { get; }

    /// <summary>The shard that it goes to.</summary>
    public required Actors.Sharding.ShardId Shard { get; init; }

    public Envelope Envelope { get; }

    /// <summary>Whether it, or its reply, may be lost without a word: only where the sender waits with a deadline.</summary>
    public bool IsLossy { get; init; }

    /// <summary>Whether it does no harm twice: commands with neither id, timer nor letter rely on a connection that repeats nothing.</summary>
    public bool IsRepeatable => Envelope is { Id: not null } or { Timer: not null } or { Replays: not null } or { Command: null };

    /// <summary>Whether the sender no longer listens.</summary>
    public bool IsClosed { get; set; }

    public void Receive(CommandReply reply)
    {
        if (!IsClosed)
        {
            IsClosed = true;
            _receive(this, reply);
        }
    }

    public override string ToString() =>
        $"#{Number} {Envelope.Command?.ToString() ?? (Envelope.Replays is null ? "view" : "discard")} for {Envelope.Target}"
        + (Envelope.Lane is { } lane ? $" on {lane.Lane} at {lane.Position} above {lane.Floor} in epoch {Envelope.Epoch}" : string.Empty)
        + (Envelope.Id is { } id ? $" with id {id}" : string.Empty)
        + (Envelope.Replays is { } letter ? $" replaying {letter}" : string.Empty);
}
