using Actors.Projections;
using Actors.Runtime;

namespace Actors.Benchmarks.Projections;

/// <summary>Waits for builds of the measured projection.</summary>
internal static class BuildWait
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the build beside the active one follows it, and equals it.</summary>
    public static async Task CaughtUp(ActorSystem system, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var state = await system.Projections.StateOf("bookings", cancellationToken);
            if (state!.Candidate is { Phase: BuildPhase.CaughtUp, Comparison: { } comparison })
            {
                if (!comparison.IsEqual)
                {
                    throw new InvalidOperationException($"The rebuild differs: {string.Join("; ", comparison.Tables.SelectMany(t => t.Sample))}");
                }

                return;
            }

            if (state.Builds.FirstOrDefault(b => b.Failure is not null) is { } failed)
            {
                throw new InvalidOperationException($"Build {failed.Number} failed: {failed.Failure}");
            }
        }
    }
}
