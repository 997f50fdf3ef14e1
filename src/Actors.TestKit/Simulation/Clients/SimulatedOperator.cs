using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Clients;

/// <summary>
/// Replays the parked commands of entities, oldest first, as the real region does, and parks some entity now and then while there are faults.
/// Two of them know nothing of each other.
/// </summary>
internal sealed class SimulatedOperator(SimulatedWorld world, string name)
{
    private const int Patience = 300;
    private Envelope? _current;
    private Attempt? _attempt;
    private int _parkings;

    public string Name => name;

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

        if (world.Journal.IsAway || (_current ??= Next()) is not { } message)
        {
            return false;
        }

        if (world.OwnerOf(world.Journal.ShardCount.ShardOf(message.Target)) is not var (node, _))
        {
            return false;
        }

        _attempt = world.NewAttempt(message, Received, isLossy: true);
        world.Network.Send(new Channel(node), _attempt);
        return true;
    }

    private Envelope? Next() =>
        world.Patience == 1 && world.Keys.Count > 0 && world.Random.Chance(20) ? Parking()
        : world.Journal.Letters.Count > 0 ? EnvelopeOf(OldestOfSomeEntity())
        : null;

    private Envelope Parking()
    {
        var name = $"{Name}:{++_parkings}";
        return new Envelope
        {
            Target = world.Random.Pick(world.Keys),
            Command = new ParkEntity("The simulation wants it."),
            Time = world.EntryTime(),
            Id = new CommandId(name),
            Origin = Origin.Unknown with { CorrelationId = name },
        };
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
            Command = letter.Reason == DeadLetterReason.ParkedByOperator
                ? null
                : world.DefinitionOf(parked.Entity).Messages.Decode(parked.Type, parked.Payload.Span),
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
