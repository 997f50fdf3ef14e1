using System.Text;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// I6: only an entity with a broken command, or that an operator wants to wait, is parked; while it is, nothing takes effect on it but the replay of its oldest parked
/// command; and in the end none is left.
/// </summary>
internal sealed class IsolationChecker(JournalFacts facts) : Checker("I6")
{
    private readonly Dictionary<EntityKey, Queue<string>> _waiting = [];

    public override void Appended(ShardCommit commit)
    {
        var letters = commit.DeadLetters.ToDictionary(l => l.Id.Value);
        EntityKey? replaying = null;
        foreach (var record in commit.Records)
        {
            var waiting = WaitingFor(record.Entity);
            switch (record.Kind)
            {
                case RecordKind.Parked:
                    TakeParked(record, waiting, letters);
                    break;
                case RecordKind.Unparked:
                    TakeUnparked(record, waiting);
                    replaying = record.Entity;
                    continue;
                case RecordKind.Repeated:
                    break;
                default:
                    Require(
                        waiting.Count == 0 || replaying == record.Entity || record.Metadata.Index > 0,
                        $"{record.Kind} {record.Shard}:{record.Sequence} took effect on {record.Entity} while {waiting.Count} of its commands are parked");
                    break;
            }

            replaying = null;
        }
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var (entity, waiting) in _waiting)
        {
            Require(waiting.Count == 0, $"{waiting.Count} commands of {entity} are still parked");
        }
    }

    private void TakeParked(JournalRecord record, Queue<string> waiting, Dictionary<string, DeadLetter> letters)
    {
        var name = $"{record.Shard}:{record.Sequence}";
        var letter = letters.GetValueOrDefault(name);
        Require(letter is not null, $"{name} is parked without a dead letter");
        Require(
            letter!.Reason switch
            {
                DeadLetterReason.DecisionFailed => IsBroken(record),
                DeadLetterReason.ParkedByOperator => waiting.Count == 0 && record.Payload.IsEmpty,
                _ => waiting.Count > 0,
            },
            $"{name} of {record.Entity} is parked as {letter.Reason}, with {waiting.Count} before it");
        waiting.Enqueue(name);
    }

    /// <summary>Whether the command really cannot be decided: the checker tries it itself.</summary>
    private bool IsBroken(JournalRecord parked)
    {
        if (parked.Type == Draft.NothingName)
        {
            return true; // It could not even be encoded.
        }

        var entity = facts.Of(parked.Entity);
        var (state, version) = entity.Before(parked);
        var command = entity.Definition.Messages.Decode(parked.Type, parked.Payload.Span);
        return Redecision.Fails(entity.Definition, state, command, new DecisionContext(parked.Entity, version, parked.Time));
    }

    private void TakeUnparked(JournalRecord record, Queue<string> waiting)
    {
        var name = Encoding.UTF8.GetString(record.Payload.Span);
        Require(
            waiting.TryDequeue(out var oldest) && oldest == name,
            $"{name} of {record.Entity} is replayed at {record.Shard}:{record.Sequence}, and the oldest that waits is {oldest ?? "none"}");
    }

    private Queue<string> WaitingFor(EntityKey entity)
    {
        if (!_waiting.TryGetValue(entity, out var waiting))
        {
            _waiting.Add(entity, waiting = new Queue<string>());
        }

        return waiting;
    }
}
