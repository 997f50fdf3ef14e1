using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;
using Actors.TestKit.InMemory;

namespace Actors.Runtime.Tests.Projections;

/// <summary>A versioned read model in memory: how many records each notebook has, times the version of the code; and what was told to the world.</summary>
internal sealed class CountedNotes
{
    public static readonly ReaderName Name = new("counted-notes");

    private readonly InMemoryReadModels _models = new();

    /// <summary>Makes handlers throw on a record.</summary>
    public Func<JournalRecord, bool> Fails { get; set; } = _ => false;

    /// <summary>The records of which a build told that readers see it.</summary>
    public ConcurrentQueue<(ShardId Shard, long Sequence)> Told { get; } = new();

    /// <summary>The projection as a node has it that knows these versions.</summary>
    public IVersionedProjection With(params IReadOnlyList<int> versions) => With(HandlerRecoveryStrategy.Stop, versions);

    /// <summary>The projection with a recovery strategy.</summary>
    public IVersionedProjection With(HandlerRecoveryStrategy recovery, params IReadOnlyList<int> versions) =>
        new InMemoryProjection(_models, Name, versions.ToDictionary(v => v, HandlerOf), recovery with { Delay = TimeSpan.FromMilliseconds(1), Retries = 1 });

    /// <summary>What readers see of a notebook.</summary>
    public long Of(string notebook) => _models.Read(Name.Value).GetValueOrDefault($"notebook/{notebook}") is long count ? count : 0;

    /// <summary>What readers see of all.</summary>
    public long Sum() => _models.Read(Name.Value).Values.Sum(v => (long)v);

    private InMemoryProjectionHandler HandlerOf(int version) => (rows, record, isRebuilding) =>
    {
        if (Fails(record))
        {
            throw new InvalidOperationException("The test wants this.");
        }

        rows[record.Entity.ToString()] = (rows.TryGetValue(record.Entity.ToString(), out var count) ? (long)count : 0L) + version;
        if (!isRebuilding)
        {
            Told.Enqueue((record.Shard, record.Sequence.Value));
        }
    };
}
