using System.Diagnostics.Metrics;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Supervision;

namespace Actors.Runtime.Telemetry;

/// <summary>
/// Shows how many dead letters wait and how many entities are parked. They stand in the store, so they are counted after somebody
/// has looked, and the next look shows them; while nobody looks nothing is counted. Thread-safe.
/// </summary>
internal sealed class DeadLetterWatch
{
    private const int LettersMax = 1000; // Beyond them parked entities are not counted: there are more than anybody tells apart.
    private readonly IDeadLetterStore _letters;
    private readonly AsyncSignal _wanted = new();
    private volatile Counts? _counts;

    public DeadLetterWatch(Meter meter, IDeadLetterStore letters)
    {
        _letters = letters;
        meter.CreateObservableUpDownCounter(
            "actors.dead_letters", () => Measure(c => c.Waiting), "{letter}", "Dead letters of all nodes that wait for somebody to act.");
        meter.CreateObservableUpDownCounter(
            "actors.entities.parked",
            () => Measure(c => c.Parked),
            "{entity}",
            $"Entities of all nodes that are parked, among those of the oldest {LettersMax} dead letters.");
    }

    /// <summary>Counts when it was looked at, until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _wanted.Wait(cancellationToken).ConfigureAwait(false);
            try
            {
                await Count(cancellationToken).ConfigureAwait(false);
            }
            catch (JournalUnavailableException)
            {
                _counts = null; // Health tells that the journal is away; an old number would be a lie.
            }
        }
    }

    private async Task Count(CancellationToken cancellationToken)
    {
        var waiting = await _letters.Count(DeadLetterStatus.Waiting, cancellationToken).ConfigureAwait(false);
        var parked = 0;
        if (waiting > 0)
        {
            var oldest = await _letters.List(DeadLetterStatus.Waiting, null, LettersMax, cancellationToken).ConfigureAwait(false);
            parked = oldest.Where(IsOfParkedEntity).Select(l => l.Entity).Distinct().Count();
        }

        _counts = new Counts(waiting, parked);
    }

    private static bool IsOfParkedEntity(DeadLetter letter) =>
        letter.Reason is DeadLetterReason.DecisionFailed or DeadLetterReason.Parked or DeadLetterReason.Quarantined
            or DeadLetterReason.ParkedByOperator;

    private IEnumerable<Measurement<long>> Measure(Func<Counts, long> value)
    {
        _wanted.Set();
        return _counts is { } counts ? [new Measurement<long>(value(counts))] : [];
    }

    private sealed record Counts(long Waiting, int Parked);
}
