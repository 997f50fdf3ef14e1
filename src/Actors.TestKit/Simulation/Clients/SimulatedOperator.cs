using Actors.DeadLettering;
using Actors.Journal;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Clients;

/// <summary>Replays the parked commands of entities, oldest first, as the real region does. Two of them know nothing of each other.</summary>
internal sealed class SimulatedOperator(SimulatedWorld world)
{
    private const int Patience = 300;
    private Envelope? _current;
    private Attempt? _attempt;

    public bool IsIdle => _current is null;

    /// <summary>Does one thing, if there is one to do.</summary>
    public bool Advance()
    {
        if (_attempt is not null)
        {
            if (world.Trace.Step - _attempt.SentAt > Patience * world.Patience)
            {
                _attempt.IsClosed = true;
                _attempt = null;
                _current = null; // Looks again which letter is the oldest.
            }

            return false;
        }

        if (world.Journal.IsAway || (_current is null && world.Journal.Letters.Count == 0))
        {
            return false;
        }

        _current ??= EnvelopeOf(OldestOfSomeEntity());
        if (world.OwnerOf(world.Journal.ShardCount.ShardOf(_current.Target)) is not var (node, _))
        {
            return false;
        }

        _attempt = world.NewAttempt(_current, Received, isLossy: true);
        world.Network.Send(new Channel(node), _attempt);
        return true;
    }

    private DeadLetter OldestOfSomeEntity()
    {
        var entity = world.Random.Pick(world.Journal.Letters).Entity!.Value;
        return world.Journal.Letters.First(l => l.Entity == entity);
    }

    private Envelope EnvelopeOf(DeadLetter letter)
    {
        var sequence = long.Parse(letter.Id.Value.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        var shard = world.Journal.ShardCount.ShardOf(letter.Entity!.Value);
        var parked = world.Journal.Read(shard, new SequenceNumber(sequence - 1), 1)[0];
        return new Envelope
        {
            Target = parked.Entity,
            Command = world.DefinitionOf(parked.Entity).Messages.Decode(parked.Type, parked.Payload.Span),
            Time = world.EntryTime(),
            Id = parked.Metadata.CommandId,
            Origin = parked.Metadata.Origin,
            Replays = letter.Id,
        };
    }

    private void Received(Attempt attempt, CommandReply reply)
    {
        _attempt = null;
        if (reply.Kind != ReplyKind.Retry)
        {
            _current = null;
        }
    }
}
