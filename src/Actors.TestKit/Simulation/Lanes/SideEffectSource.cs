using Actors.Reactions;
using Actors.SideEffects;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Lanes;

/// <summary>
/// A side effect that follows the log of one shard. It is called at least once for each event: again after a failed attempt, after
/// an answer that got lost, and whenever the log is read again.
/// </summary>
internal sealed class SideEffectSource(ShardLog log, SideEffect sideEffect, SimulatedWorld world) : ILaneSource
{
    private readonly Dictionary<long, int> _counts = [];

    public Lane Lane { get; } = new($"side-effect:{sideEffect.Name}:{log.Shard}");

    public long End => log.End;

    public bool IsPure => false;

    public IReadOnlyList<OutgoingCommand> Read(long record)
    {
        if (log.EventOf(record) is not var (@event, context) || @event.GetType() != sideEffect.EventType)
        {
            return [];
        }

        var commands = Call(@event, context);
        _counts[record] = Math.Min(commands.Count, _counts.GetValueOrDefault(record, int.MaxValue));
        return commands;
    }

    /// <summary>Calls may answer differently, and only one of them takes effect: what all of them led to must have an outcome.</summary>
    public int CountOf(long record) => _counts.GetValueOrDefault(record);

    public Origin OriginOf(long record) => log.OriginOf(record);

    private IReadOnlyList<OutgoingCommand> Call(object @event, EventContext context)
    {
        var key = $"{sideEffect.Name}:{context.Shard}:{context.Sequence}";
        for (var attempt = 1; ; attempt++)
        {
            var call = new SideEffectContext(context, key, attempt);
            try
            {
                var answer = sideEffect.Handle(@event, call, CancellationToken.None);
                if (world.Random.Chance(world.Conditions.LostCall) && attempt < sideEffect.Options.AttemptsMax)
                {
                    world.Trace.Tell($"the answer to {key} is lost");
                    continue;
                }

                return answer.IsCompleted
                    ? answer.GetAwaiter().GetResult()
                    : throw new SimulationMisusedException($"The side effect {sideEffect.Name} did not answer at once: give the simulation a fake that does.");
            }
            catch (Exception exception) when (exception is not (InvariantViolation or SimulationMisusedException))
            {
                world.Trace.Tell($"attempt {attempt} of {key} fails: {exception.Message}");
                if (attempt >= sideEffect.Options.AttemptsMax)
                {
                    return sideEffect.GiveUp(@event, call, exception);
                }
            }
        }
    }
}
