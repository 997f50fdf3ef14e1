using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Clients;

/// <summary>
/// Sends commands and asks for views, one at a time. With a command id it tries again until it is answered, and sometimes asks
/// again later; without one it gives up as soon as it cannot know.
/// </summary>
internal sealed class SimulatedClient(SimulatedWorld world, string name, int commands)
{
    private const int Patience = 400;
    private readonly List<Envelope> _answered = [];
    private int _left = commands;
    private Envelope? _current;
    private Attempt? _attempt;

    public string Name => name;

    public bool IsDone => _left == 0 && _current is null;

    /// <summary>Does one thing, if there is one to do.</summary>
    public bool Advance()
    {
        if (_current is null)
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            _current = Next();
            return Send();
        }

        if (_attempt is null)
        {
            return Send();
        }

        if (world.Trace.Step - _attempt.SentAt < (world.Random.Chance(20) ? 20 : Patience) * world.Patience)
        {
            return false;
        }

        _attempt.IsClosed = true; // The first sending may still arrive, also after the second.
        _attempt = null;
        if (_current is { Id: null, Command: not null })
        {
            _current = null;
        }

        return true;
    }

    private Envelope Next()
    {
        var random = world.Random;
        if (_answered.Count > 0 && random.Chance(200))
        {
            return random.Pick(_answered);
        }

        if (random.Chance(250))
        {
            return new Envelope { Target = random.Pick(world.Keys), Time = world.Now };
        }

        var command = world.NextCommand();
        var token = $"{name}:{_left}";
        world.Checkers.Sent(token, command);
        return new Envelope
        {
            Target = command.Target,
            Command = command.Command,
            Time = world.Now,
            Id = random.Chance(500) ? new CommandId(token) : null,
            Origin = Origin.Unknown with { CorrelationId = token },
        };
    }

    private bool Send()
    {
        var shard = world.Journal.ShardCount.ShardOf(_current!.Target);
        var late = _current.Command is null && world.Random.Chance(300) ? world.Nodes.Where(one => one.Believes(shard)).ToList() : [];
        if ((late.Count > 0 ? world.Random.Pick(late) : world.OwnerOf(shard)?.Node) is not { } node)
        {
            return false; // Whoever asks for a state may know an owner of the past.
        }

        _attempt = world.NewAttempt(_current with { Time = world.EntryTime() }, Received, isLossy: true);
        world.Network.Send(new Channel(node), _attempt);
        return true;
    }

    private void Received(Attempt attempt, CommandReply reply)
    {
        _attempt = null;
        if (reply.Kind == ReplyKind.Retry && !(reply.IsUncertain && _current is { Id: null, Command: not null }))
        {
            return; // Sent again with the next step.
        }

        if (_current!.Id is not null)
        {
            _answered.Add(_current);
        }

        _current = null;
    }
}
