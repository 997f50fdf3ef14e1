using Actors.Journal;
using Actors.Journal.Audits;
using Xunit;

namespace Actors.TestKit.Audits;

/// <summary>
/// Reads a whole journal and fails where it breaks a promise; see <see cref="ShardAudit"/>. For the journals of tests: it keeps what it
/// has seen of all shards.
/// </summary>
public sealed class JournalAudit
{
    private const int PageMax = 5000;
    private readonly Dictionary<(EntityKey, CommandId), RecordKind> _commands = [];

    private JournalAudit()
    {
    }

    /// <summary>How many records there are.</summary>
    public long Records { get; private set; }

    /// <summary>How many commands with an id have an outcome.</summary>
    public int CommandCount => _commands.Count;

    /// <summary>Audits a store that nobody writes to.</summary>
    /// <param name="store">The store.</param>
    /// <param name="outcomeSeen">Sees the first record of each outcome, for checks of a test's own.</param>
    public static async Task<JournalAudit> Of(IJournalStore store, Action<JournalRecord>? outcomeSeen = null)
    {
        var audit = new JournalAudit();
        foreach (var shard in store.Journal.ShardCount.All)
        {
            var checks = new ShardAudit(shard, null, fault => Assert.Fail(fault.ToString()));
            var last = SequenceNumber.None;
            while (await store.Journal.Read(shard, last, PageMax, default).ConfigureAwait(false) is [.., var end] page)
            {
                foreach (var record in page)
                {
                    checks.Check(record);
                    if (record.Metadata.Index == 0)
                    {
                        outcomeSeen?.Invoke(record);
                    }
                }

                last = end.Sequence;
            }

            checks.End((await store.Journal.Heads([shard], default).ConfigureAwait(false))[0].Head);
            audit.Add(checks);
        }

        return audit;
    }

    /// <summary>What became of a command with an id; <see langword="null"/> when it has no outcome.</summary>
    public RecordKind? OutcomeOf(EntityKey entity, CommandId command) =>
        _commands.TryGetValue((entity, command), out var kind) ? kind : null;

    private void Add(ShardAudit checks)
    {
        Records += checks.Records;
        foreach (var (command, kind) in checks.Commands)
        {
            _commands.Add(command, kind);
        }
    }
}
