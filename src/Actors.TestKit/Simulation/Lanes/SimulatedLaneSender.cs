using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Lanes;

/// <summary>
/// Sends the commands of a lane as the real sender does: in order for each shard and addressed to its epoch; when one is refused,
/// waits until nothing is on its way to the shard and sends all that is not done again, in order, to the new epoch.
/// </summary>
internal sealed class SimulatedLaneSender(SimulatedWorld world, ILaneSource source, long start)
{
    private const int Patience = 400;
    private const int EmptyRecordsMax = 16;
    private readonly Dictionary<ShardId, LaneLink> _links = [];
    private readonly Queue<LaneEntry> _entries = new();
    private long _read = start;
    private long _floor = start;
    private long _saved = start;

    public ILaneSource Source => source;

    public int EntryCount => _entries.Count;

    public bool IsIdle => _entries.Count == 0 && _read == source.End;

    /// <summary>Does one thing, if there is one to do.</summary>
    public bool Advance()
    {
        var random = world.Random;
        if (random.Chance(100))
        {
            return SaveOffset();
        }

        if (IsIdle)
        {
            return false;
        }

        foreach (var (shard, link) in _links)
        {
            GiveUpLate(link);
            if ((link.IsBroken || link.IsRepairing) && random.Chance(300) && Repair(shard, link))
            {
                return true;
            }
        }

        return random.Chance(700) && ReadNext();
    }

    private bool SaveOffset()
    {
        if (world.Journal.IsAway || _saved == _floor)
        {
            return false;
        }

        world.Journal.SaveOffset(source.Lane.Name, _floor);
        _saved = _floor;
        return true;
    }

    private bool ReadNext()
    {
        if (_entries.Count >= world.Conditions.LaneEntriesMax || _read >= source.End || world.Journal.IsAway)
        {
            return false;
        }

        for (var empty = 0; empty < EmptyRecordsMax && _read < source.End; empty++)
        {
            var entry = new LaneEntry(++_read);
            _entries.Enqueue(entry);
            if (Queue(entry, source.Read(entry.Record)))
            {
                break;
            }

            MoveFloor();
        }

        return true;
    }

    private bool Queue(LaneEntry entry, IReadOnlyList<OutgoingCommand> commands)
    {
        for (var index = 0; index < commands.Count; index++)
        {
            var (command, position) = (commands[index], LanePosition.Of(new SequenceNumber(entry.Record), index));
            world.Model.Check(command.Target.Type, command.Command);
            world.Know(command.Target);
            if (source.IsPure)
            {
                world.Checkers.Sent(source.Lane, position, command);
            }

            Queue(entry, command, position);
        }

        return commands.Count > 0;
    }

    private void Queue(LaneEntry entry, OutgoingCommand outgoing, LanePosition position)
    {
        var shard = world.Journal.ShardCount.ShardOf(outgoing.Target);
        if (!_links.TryGetValue(shard, out var link))
        {
            _links.Add(shard, link = new LaneLink());
        }

        var command = new LaneCommand(entry, new Envelope
        {
            Target = outgoing.Target,
            Command = outgoing.Command,
            Time = world.EntryTime(),
            Origin = source.OriginOf(entry.Record),
            Lane = new LaneStamp(source.Lane, position, LanePosition.None),
        });
        entry.Unanswered++;
        link.Commands.Enqueue(command);
        if (!link.IsBroken && !link.IsRepairing)
        {
            Send(link, command);
        }
    }

    private void Send(LaneLink link, LaneCommand command)
    {
        var stamp = command.Envelope.Lane!.Value;
        var floor = LanePosition.Of(new SequenceNumber(_floor), LanePosition.CommandsPerRecordMax - 1);
        if (world.Fault == PlantedFault.FloorTooEarly)
        {
            floor = new LanePosition(stamp.Position.Value - 1);
        }

        var envelope = command.Envelope with
        {
            Lane = stamp with { Floor = floor, Run = world.Fault is PlantedFault.NoTurns or PlantedFault.UnaddressedResend ? 0 : link.Run, Turn = link.Turns++ },
            Epoch = world.Fault == PlantedFault.UnaddressedResend ? Epoch.None : link.Epoch,
        };
        link.Unanswered++;
        command.Sent = world.NewAttempt(envelope, (_, reply) => Replied(link, command, reply));
        world.Network.Send(link.Channel!, command.Sent);
    }

    private void Replied(LaneLink link, LaneCommand command, CommandReply reply)
    {
        command.Sent = null;
        link.Unanswered--;
        if (reply.Kind == ReplyKind.Retry)
        {
            link.IsBroken = true;
            link.IsRepairing = false;
            return;
        }

        command.IsDone = true;
        while (link.Commands.TryPeek(out var first) && first.IsDone)
        {
            link.Commands.Dequeue();
        }

        command.Entry.Unanswered--;
        MoveFloor();
    }

    private void MoveFloor()
    {
        while (_entries.TryPeek(out var entry) && entry.Unanswered == 0)
        {
            _floor = _entries.Dequeue().Record;
        }
    }

    /// <summary>What has waited too long counts as refused: the node is paused, or the connection is dead.</summary>
    private void GiveUpLate(LaneLink link)
    {
        foreach (var command in link.Commands)
        {
            if (command.Sent is { } attempt && world.Trace.Step - attempt.SentAt > Patience * world.Patience)
            {
                attempt.Receive(CommandReply.Retry("no answer in time") with { IsUncertain = true });
            }
        }
    }

    /// <summary>Addresses the shard anew once nothing is on its way, then sends one command after the other.</summary>
    private bool Repair(ShardId shard, LaneLink link)
    {
        if (link.IsBroken)
        {
            if (link.Unanswered > 0 || world.OwnerOf(shard) is not var (node, epoch))
            {
                return false;
            }

            link.Channel = new Channel(node);
            link.Epoch = epoch;
            (link.Run, link.Turns) = (world.NextRun(), 0);
            link.IsBroken = false;
            link.IsRepairing = true;
        }

        var next = link.Commands.FirstOrDefault(c => !c.IsDone && c.Sent is null);
        if (next is null)
        {
            link.IsRepairing = false;
        }
        else
        {
            Send(link, next);
        }

        return true;
    }
}
