using System.Runtime.CompilerServices;
using Actors.Journal;
using Actors.Runtime;
using Actors.Sharding;

namespace Actors.TestKit.Time;

/// <summary>
/// Drives a node on a <see cref="ManualTimeProvider"/>: months pass in seconds, and no step is taken before the node has done what
/// the step before asked for. One caller.
/// </summary>
/// <param name="system">A node that was started with <paramref name="clock"/>.</param>
/// <param name="clock">Its clock.</param>
public sealed class SimulatedTime(ActorSystem system, ManualTimeProvider clock)
{
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(10);
    private readonly IJournal _journal = system.Store.Journal;
    private readonly ShardId[] _shards = [.. system.Store.Journal.ShardCount.All];

    /// <summary>Goes to a time from one durable timer to the next: each fires at its own time, before the clock moves on.</summary>
    /// <param name="time">The time; the clock stands there afterwards, or less than a second beyond.</param>
    public async Task RunTo(DateTimeOffset time)
    {
        await FireDue().ConfigureAwait(false);
        while (await NextTimer().ConfigureAwait(false) is { } next && next <= time)
        {
            clock.AdvanceTo(next);
            await FireDue().ConfigureAwait(false);
        }

        clock.AdvanceTo(time);
        await FireDue().ConfigureAwait(false);
    }

    /// <summary>Lets time pass in small steps until a condition holds, so that whatever waits for the clock can go on.</summary>
    /// <param name="condition">Cheap, and safe to call again and again.</param>
    /// <param name="step">How far the clock moves between two looks.</param>
    /// <param name="state">Describes how things are when it does not come to hold.</param>
    /// <param name="text">The condition's source text, filled in by the compiler.</param>
    /// <exception cref="TimeoutException">It did not hold within <see cref="Eventually.Deadline"/> of real time.</exception>
    public Task AdvanceUntil(
        Func<bool> condition,
        TimeSpan step,
        Func<object?>? state = null,
        [CallerArgumentExpression(nameof(condition))] string text = "") => Eventually.Holds(
        () =>
        {
            if (condition())
            {
                return true;
            }

            clock.Advance(step);
            return false;
        },
        state,
        text: text);

    /// <summary>Waits until no durable timer is due. The clock moves by a trifle only if the node waits for it.</summary>
    private async Task FireDue()
    {
        var looks = 0;
        await Eventually.Holds(
            async () =>
            {
                if (await NextTimer().ConfigureAwait(false) is not { } next || next > clock.GetUtcNow())
                {
                    return true;
                }

                if (++looks % 20 == 0)
                {
                    clock.Advance(Nudge);
                }

                return false;
            },
            () => string.Join("; ", system.Health.Parts),
            text: "no durable timer is due").ConfigureAwait(false);
    }

    private Task<DateTimeOffset?> NextTimer() => _journal.NextTimer(_shards, CancellationToken.None);
}
