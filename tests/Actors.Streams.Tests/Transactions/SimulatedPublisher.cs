using Actors.Sharding;
using Actors.Streams.Publishing.Transactions;
using Actors.TestKit.Simulation;

namespace Actors.Streams.Tests.Transactions;

/// <summary>
/// A node that publishes: drives the real machine against the model. Between every two of its steps it may crash, stand still, lose
/// an answer, or have a request arrive late, when it has long gone on or died.
/// </summary>
internal sealed class SimulatedPublisher(ModelBroker broker, SimulatedJournal journal, SeededRandom random, Plant plant)
{
    private EgressMachine _machine = new();
    private int _epoch;
    private Dictionary<ShardId, long> _early = [];

    /// <summary>Requests on their way that the node no longer waits for.</summary>
    public List<Action> Late { get; } = [];

    public bool IsIdle => _machine.Phase == EgressPhase.Ready && journal.IsPublished(_machine.Offsets);

    public void Crash() => (_machine, _epoch) = (new EgressMachine(), 0);

    /// <summary>One step; faults come by chance.</summary>
    /// <param name="faultsPerMille">How often.</param>
    public void Step(int faultsPerMille)
    {
        if (_machine.Phase == EgressPhase.Closed)
        {
            _early = broker.Offsets();
            _machine.Start();
        }
        else if (_machine.Next is not { } step)
        {
            _machine.Publish(journal.Read(_machine.Offsets, random));
        }
        else if (random.Chance(faultsPerMille))
        {
            Fail(step);
        }
        else if (Do(step, _epoch) is { } taken)
        {
            _epoch = step is EgressStep.Fence ? broker.Epoch : _epoch;
            Report(step, taken);
        }
        else
        {
            _machine.Failed(EgressFailure.Unknown); // Shut out.
        }
    }

    private void Fail(EgressStep step)
    {
        var epoch = _epoch;
        switch (random.Below(4))
        {
            case 0 when step is not (EgressStep.Fence or EgressStep.ReadOffsets or EgressStep.Abort):
                _machine.Failed(EgressFailure.Refused);
                return;
            case 1:
                Late.Add(() => Do(step, epoch)); // Arrives when the node no longer waits.
                break;
            case 2:
                Do(step, epoch); // Arrives; the answer gets lost.
                break;
            default:
                break; // Never arrives.
        }

        FailUnknown(step);
    }

    private void FailUnknown(EgressStep step)
    {
        if (step is EgressStep.Commit && plant == Plant.SilentCommitDone)
        {
            _machine.Done();
        }
        else if (step is EgressStep.Commit && plant == Plant.SilentCommitFailed)
        {
            _machine.Failed(EgressFailure.Refused);
        }
        else
        {
            _machine.Failed(EgressFailure.Unknown);
        }
    }

    private void Report(EgressStep step, Dictionary<ShardId, long> offsets)
    {
        if (step is EgressStep.ReadOffsets)
        {
            _machine.OffsetsRead(offsets);
        }
        else
        {
            _machine.Done();
        }
    }

    /// <summary>Lets a request reach the broker; <see langword="null"/> when its producer is shut out.</summary>
    private Dictionary<ShardId, long>? Do(EgressStep step, int epoch)
    {
        switch (step)
        {
            case EgressStep.Fence:
                _ = plant == Plant.NoFence && broker.Epoch > 0 ? broker.Epoch : broker.Initialize();
                return [];
            case EgressStep.ReadOffsets:
                return plant == Plant.OffsetsBeforeFence ? _early : broker.Offsets(plant == Plant.UncommittedOffsets);
            case EgressStep.Send send:
                return send.Records.All(r => broker.Append(epoch, SimulatedJournal.ShardOf(r), SimulatedJournal.NumberOf(r), isOffset: false)) ? [] : null;
            case EgressStep.SendOffsets send:
                return send.Offsets.All(o => SendOffset(epoch, o.Key, o.Value)) ? [] : null;
            case EgressStep.Commit:
                return Commit(epoch) ? [] : null;
            case EgressStep.Abort:
                return broker.TryEnd(epoch, isCommitted: false) ? [] : null;
            default:
                return [];
        }
    }

    private bool SendOffset(int epoch, ShardId shard, long offset)
    {
        switch (plant)
        {
            case Plant.OffsetsOutside:
                broker.AppendOutside(shard, offset);
                return true;
            case Plant.OffsetsAfterCommit:
                _early[shard] = offset;
                return true;
            default:
                return broker.Append(epoch, shard, offset, isOffset: true);
        }
    }

    private bool Commit(int epoch)
    {
        if (!broker.TryEnd(epoch, isCommitted: true))
        {
            return false;
        }

        if (plant == Plant.OffsetsAfterCommit)
        {
            var offsets = new Dictionary<ShardId, long>(_early);
            Late.Add(() => offsets.ToList().ForEach(o => broker.AppendOutside(o.Key, o.Value)));
        }

        return true;
    }
}
