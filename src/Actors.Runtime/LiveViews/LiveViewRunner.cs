using Actors.Journal;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.LiveViews;

/// <summary>Lets one live view follow every shard of the journal, on every node that has it.</summary>
internal sealed class LiveViewRunner(ILiveView view, IJournal journal, IJournalTail tail, ILogger logger)
{
    private const int ReadMax = 1_000;
    private SequenceNumber[]? _offsets; // Kept when the loop is started again: the rows are as they were.

    /// <summary>Follows until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await view.Wanted.WaitAsync(cancellationToken).ConfigureAwait(false);
        _offsets ??= await Start(cancellationToken).ConfigureAwait(false);
        using var reader = tail.Follow();
        while (true)
        {
            var stamp = tail.Stamp;
            var hasRead = false;
            foreach (var shard in journal.ShardCount.All)
            {
                if (tail.Head(shard) > _offsets[shard.Value])
                {
                    var records = await reader.Read(shard, _offsets[shard.Value], ReadMax, cancellationToken).ConfigureAwait(false);
                    hasRead |= records.Count > 0;
                    foreach (var record in records)
                    {
                        _offsets[shard.Value] = record.Sequence;
                        Apply(record);
                    }
                }
            }

            if (!hasRead)
            {
                await tail.WaitBeyond(stamp, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<SequenceNumber[]> Start(CancellationToken cancellationToken) => view.FromStart
        ? new SequenceNumber[journal.ShardCount.Value]
        : [.. (await journal.Heads([.. journal.ShardCount.All], cancellationToken).ConfigureAwait(false)).Select(head => head.Head)];

    private void Apply(JournalRecord record)
    {
        try
        {
            view.Apply(record);
        }
        catch (Exception exception)
        {
            logger.LiveViewFailed(view.Name, record.Shard, record.Sequence, exception); // Whatever it throws: it is the application's.
        }
    }
}
