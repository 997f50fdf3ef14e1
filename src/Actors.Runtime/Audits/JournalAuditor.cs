using Actors.Journal;
using Actors.Journal.Audits;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Audits;

/// <summary>
/// Reads a whole journal, shard by shard, and tells where it breaks a promise; see <see cref="ShardAudit"/>. Only reads, so it may run
/// beside nodes at work: each shard is read up to where its row said at the start. Needs memory for the entities and commands of
/// one shard at a time.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="model">The application, which replays the events; <see langword="null"/> leaves that out.</param>
public sealed class JournalAuditor(IJournal journal, ActorModel? model)
{
    private const int PageMax = 2_000;
    private const int FaultsKeptMax = 100;
    private readonly List<AuditFault> _faults = [];
    private long _faultCount;

    /// <summary>Called after each shard with the number of shards and records read.</summary>
    public Action<int, long> Progress { get; init; } = static (_, _) => { };

    /// <summary>Audits everything. Called once.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    public async Task<JournalAuditReport> Run(CancellationToken cancellationToken)
    {
        var before = await journal.Heads([.. journal.ShardCount.All], cancellationToken).ConfigureAwait(false);
        var (shards, records, entities) = (0, 0L, 0L);
        foreach (var head in before)
        {
            var audit = new ShardAudit(head.Shard, model, Report);
            await Read(head, audit, cancellationToken).ConfigureAwait(false);
            audit.End(head.Head);
            shards++;
            records += audit.Records;
            entities += audit.Entities;
            Progress(shards, records);
        }

        CompareHeads(before, await journal.Heads([.. journal.ShardCount.All], cancellationToken).ConfigureAwait(false));
        return new JournalAuditReport(shards, records, entities, _faultCount, _faults);
    }

    private async Task Read(ShardHead head, ShardAudit audit, CancellationToken cancellationToken)
    {
        try
        {
            for (var place = SequenceNumber.None; place < head.Head;)
            {
                var limit = (int)Math.Min(PageMax, head.Head.Value - place.Value);
                var (page, removed) = await Read(head.Shard, place, limit, cancellationToken).ConfigureAwait(false);
                if (removed > place)
                {
                    place = removed;
                    audit.StartAfter(removed);
                    continue;
                }

                if (page is not [.., var last])
                {
                    return; // The end of the audit tells it.
                }

                foreach (var record in page)
                {
                    audit.Check(record);
                }

                place = last.Sequence;
            }
        }
        catch (FormatException exception)
        {
            Report(new AuditFault(head.Shard, SequenceNumber.None, null, exception.Message));
        }
    }

    /// <summary>Records after a place, or up to where retention has removed them.</summary>
    private async Task<(IReadOnlyList<JournalRecord> Page, SequenceNumber Removed)> Read(
        ShardId shard, SequenceNumber place, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return (await journal.Read(shard, place, limit, cancellationToken).ConfigureAwait(false), place);
        }
        catch (LogRemovedException exception) when (exception.UpTo > place)
        {
            return ([], exception.UpTo);
        }
    }

    /// <summary>Epochs and heads only grow, and within one epoch a shard has one owner.</summary>
    private void CompareHeads(IReadOnlyList<ShardHead> before, IReadOnlyList<ShardHead> after)
    {
        foreach (var (old, now) in before.Zip(after))
        {
            if (now.Epoch < old.Epoch || now.Head < old.Head)
            {
                Report(new AuditFault(old.Shard, old.Head, null, $"went back from epoch {old.Epoch} and head {old.Head} to {now.Epoch} and {now.Head}"));
            }

            if (now.Epoch == old.Epoch && now.Owner != old.Owner && now.Owner is not null)
            {
                Report(new AuditFault(old.Shard, old.Head, null, $"has two owners at epoch {old.Epoch}: {old.Owner} and {now.Owner}"));
            }
        }
    }

    private void Report(AuditFault fault)
    {
        _faultCount++;
        if (_faults.Count < FaultsKeptMax)
        {
            _faults.Add(fault);
        }
    }
}
