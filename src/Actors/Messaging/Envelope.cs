using Actors.DeadLettering;
using Actors.Journal;
using Actors.Timers;

namespace Actors;

/// <summary>A message on its way to an entity, with all that its shard must know about it. Immutable.</summary>
public sealed record Envelope
{
    // Without the flag that a nullable value carries: there is one envelope for each command.
    private readonly CommandId _id;
    private readonly LaneStamp _lane;
    private readonly DeadLetterId _replays;

    /// <summary>The entity it is for.</summary>
    public required EntityKey Target { get; init; }

    /// <summary>
    /// The command; <see langword="null"/> asks for a view of the state instead, or with <see cref="Replays"/> gives that parked
    /// command up.
    /// </summary>
    public object? Command { get; init; }

    /// <summary>When it was received, in UTC, to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The sender's id of the command.</summary>
    public CommandId? Id
    {
        get => _id.Value is null ? null : _id;
        init => _id = value ?? default;
    }

    /// <summary>The lane it came on.</summary>
    public LaneStamp? Lane
    {
        get => _lane.Lane.Name is null ? null : _lane;
        init => _lane = value ?? default;
    }

    /// <summary>The timer whose firing it is.</summary>
    public TimerKey? Timer { get; init; }

    /// <summary>
    /// The dead letter that it replays. A parked command is taken out of its entity's queue; any other letter is a command as
    /// every other one, which needs an <see cref="Id"/> to be told from its repetition, and is resolved with its acceptance.
    /// </summary>
    public DeadLetterId? Replays
    {
        get => _replays.Value is null ? null : _replays;
        init => _replays = value ?? default;
    }

    /// <summary>The dead letter to keep, in the same commit, when the entity rejects the command; its detail will be the rejection.</summary>
    public DeadLetter? KeptWhenRejected { get; init; }

    /// <summary>
    /// The ownership it is meant for; <see cref="Epoch.None"/> means any. A lane's sender sets it, so that after a failure nothing
    /// that is still on its way can overtake what must be sent again.
    /// </summary>
    public Epoch Epoch { get; init; }

    /// <summary>Who and what caused it.</summary>
    public Origin Origin { get; init; } = Origin.Unknown;

    /// <summary>Where the reply goes; the shard hands it back untouched.</summary>
    public object? ReplyTo { get; init; }
}
