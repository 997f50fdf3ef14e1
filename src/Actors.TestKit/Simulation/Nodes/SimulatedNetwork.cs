using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>
/// Everything that is on its way between senders and nodes. A connection keeps the order of what is sent on it; each message of a
/// client has one of its own, so those are late, lost, doubled and out of order as chance has it.
/// </summary>
internal sealed class SimulatedNetwork(SimulatedWorld world)
{
    private static readonly CommandReply Unreachable = CommandReply.Retry("the connection broke") with { IsUncertain = true };
    private readonly List<Channel> _busy = [];
    private readonly List<(Attempt Attempt, CommandReply Reply)> _replies = [];

    public bool IsEmpty => _busy.Count == 0 && _replies.Count == 0;

    public void Send(Channel channel, Attempt attempt)
    {
        if (channel.IsBroken)
        {
            Answer(attempt, Unreachable);
            return;
        }

        if (attempt.IsLossy && world.Random.Chance(world.Conditions.LostMessage))
        {
            world.Trace.Tell($"{attempt} is lost on its way to {channel.Node.Name}");
            return;
        }

        Enqueue(channel, attempt);
        if (attempt is { IsLossy: true, IsRepeatable: true } && world.Random.Chance(world.Conditions.DoubleMessage))
        {
            var twin = world.NewAttempt(attempt.Envelope, (_, reply) => attempt.Receive(reply), isLossy: true);
            world.Trace.Tell($"#{attempt.Number} is doubled as #{twin.Number}");
            Enqueue(new Channel(channel.Node), twin);
        }
    }

    private void Enqueue(Channel channel, Attempt attempt)
    {
        if (channel.Packets.Count == 0)
        {
            _busy.Add(channel);
        }

        channel.Packets.Enqueue(attempt);
    }

    /// <summary>A reply on its way to its sender.</summary>
    public void Answer(Attempt attempt, CommandReply reply) => _replies.Add((attempt, reply));

    /// <summary>The sender can no longer know whether the message arrived.</summary>
    public void Lose(Attempt attempt) => Answer(attempt, Unreachable);

    /// <summary>The first message of some channel reaches its node, unless the node is full.</summary>
    public bool Deliver()
    {
        if (_busy.Count == 0)
        {
            return false;
        }

        var place = world.Random.Below(_busy.Count);
        var channel = _busy[place];
        var attempt = channel.Packets.Peek();
        if (channel.Node.IsUp && !channel.Node.TryTake(attempt))
        {
            return false;
        }

        channel.Packets.Dequeue();
        if (channel.Packets.Count == 0)
        {
            _busy.RemoveAt(place);
        }

        if (!channel.Node.IsUp)
        {
            Answer(attempt, CommandReply.Retry("the node is down"));
        }

        return true;
    }

    /// <summary>Some reply reaches its sender.</summary>
    public bool DeliverReply()
    {
        if (_replies.Count == 0)
        {
            return false;
        }

        var place = world.Random.Below(_replies.Count);
        var (attempt, reply) = _replies[place];
        _replies[place] = _replies[^1];
        _replies.RemoveAt(_replies.Count - 1);
        if (attempt.IsLossy && world.Random.Chance(world.Conditions.LostReply))
        {
            world.Trace.Tell($"the reply to #{attempt.Number} is lost");
        }
        else
        {
            attempt.Receive(reply);
        }

        return true;
    }

    /// <summary>A connection breaks: what is on it does not arrive, and the senders are told, or have to wait in vain.</summary>
    public void BreakOne()
    {
        if (_busy.Count > 0)
        {
            var place = world.Random.Below(_busy.Count);
            var channel = _busy[place];
            _busy.RemoveAt(place);
            var isNoticed = world.Random.Chance(700);
            world.Trace.Tell($"a connection to {channel.Node.Name} breaks with {channel.Packets.Count} messages on it{(isNoticed ? string.Empty : ", unnoticed")}");
            channel.IsBroken = true;
            while (channel.Packets.TryDequeue(out var attempt))
            {
                if (isNoticed)
                {
                    Lose(attempt);
                }
            }
        }
    }
}
