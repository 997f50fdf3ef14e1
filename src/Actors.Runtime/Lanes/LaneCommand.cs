
namespace Actors.Runtime.Lanes;

/// <summary>One command on its way along a lane. Guarded by its sender's lock.</summary>
internal sealed class LaneCommand(LaneSender sender, LaneLink link, LaneEntry entry) : IReplySink
{
    public LaneLink Link { get; } = link;

    public LaneEntry Entry { get; } = entry;

    /// <summary>The command, without the lane's marks: those are put on when it is sent.</summary>
    public required Envelope Envelope { get; init; }

    public required LanePosition Position { get; init; }

    /// <summary>The run in which it was sent last, and its place there.</summary>
    public (long Run, int Turn) Turn { get; set; }

    /// <summary>Whether it is on its way to the shard, and no reply has come.</summary>
    public bool IsSent { get; set; }

    public bool IsDone { get; set; }

    public void Reply(in CommandReply reply) => sender.Replied(this, reply);
}
