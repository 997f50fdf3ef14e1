using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Readers;
using Actors.Sharding;
using Actors.Streams.Publishing;

namespace Actors.Runtime.DeadLettering;

/// <summary>
/// Finds who publishes the event of a dead letter again. Letters of one entity are published in order: one that has an earlier one before it
/// waits for that.
/// </summary>
internal sealed class PublishingPlanner(IDeadLetterStore letters, IReadOnlyList<ProjectionRunner> egresses)
{
    private const int PageSize = 500;

    /// <summary>The publisher of an egress for a shard; <see langword="null"/> when this application has none.</summary>
    public IEgressPublisher? Find(ReaderName egress, ShardId shard) => Runner(egress, shard)?.Publisher;

    /// <summary>Why an event cannot be published again by this node; <see langword="null"/> when it can.</summary>
    public string? Fault(ReaderName egress, ShardId shard) => Runner(egress, shard) switch
    {
        null => $"This application has no '{egress}' any more: publish what is missing by hand, and discard it.",
        { IsElsewhere: true } runner =>
            $"{runner.Name} publishes shard {shard}, and another node runs it: replay the letter at that node, whose list of egresses shows shards for it.",
        _ => null,
    };

    /// <summary>A waiting letter of the same egress and entity whose event is earlier.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="done">Those that count as done, though the store does not know it yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeadLetterId?> Before(DeadLetter letter, IReadOnlySet<DeadLetterId> done, CancellationToken cancellationToken)
    {
        if (letter.Reason != DeadLetterReason.PublishingFailed || !letter.Id.IsEvent(out var egress, out var shard, out var sequence))
        {
            return null;
        }

        bool IsBefore(DeadLetterId other) =>
            !done.Contains(other) && other.IsEvent(out var reader, out var where, out var when) && reader == egress && where == shard && when < sequence;
        var filter = DeadLetterFilter.Waiting with { Reason = DeadLetterReason.PublishingFailed, Entity = letter.Entity };
        DeadLetterId? after = null;
        while (true)
        {
            var page = await letters.List(filter, after, PageSize, cancellationToken).ConfigureAwait(false);
            if (page.FirstOrDefault(l => IsBefore(l.Id)) is { } earlier)
            {
                return earlier.Id;
            }

            if (page.Count < PageSize)
            {
                return null;
            }

            after = page[^1].Id;
        }
    }

    private ProjectionRunner? Runner(ReaderName egress, ShardId shard) =>
        egresses.FirstOrDefault(r => r.Publisher!.Egress == egress && (!r.IsForOneNode || r.Publisher.Slice.Holds(shard)));
}
