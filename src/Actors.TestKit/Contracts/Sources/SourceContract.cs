using Actors.Journal;
using Actors.Runtime;
using Actors.Schema;
using Actors.Streams;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Xunit;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>What all suites over sources share: each test has an input, a journal and a node of its own.</summary>
/// <typeparam name="TFixture">Gives the input.</typeparam>
public abstract class SourceContract<TFixture> : IAsyncLifetime
    where TFixture : ISourceFixture, new()
{
    private readonly List<SourceReader> _readers = [];

    /// <summary>A group of consumers may take several seconds to come together, on a busy machine more.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A token that is never cancelled.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <summary>The input.</summary>
    protected TFixture Input { get; } = new();

    /// <summary>The journal of the node.</summary>
    protected InMemoryStore Store { get; } = new();

    private protected ActorSystem System { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Input.Create(None);
        await Start(Store);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Stop();
        await Input.DisposeAsync();
    }

    private protected async Task Start(IJournalStore store, ActorSystemOptions? options = null) =>
        System = await ActorSystem.Start(new ActorModel([Slate.Definition]), store, options ?? new ActorSystemOptions());

    /// <summary>Stops all readers, then the node.</summary>
    private protected async Task Stop()
    {
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }

        _readers.Clear();
        await System.DisposeAsync();
    }

    private protected SourceReader Read() => Read(Input.Join());

    private protected SourceReader Read(IPartitionedSource source)
    {
        var reader = new SourceReader(System.Connect(source, new SlateDecoder()), source);
        _readers.Add(reader);
        return reader;
    }

    private protected async Task Leave(SourceReader reader)
    {
        _readers.Remove(reader);
        await reader.DisposeAsync();
    }

    /// <summary>Writes numbers to every partition, in turn on three slates of each partition.</summary>
    private protected async Task Write(int first, int count)
    {
        for (var partition = 0; partition < Input.PartitionCount; partition++)
        {
            var p = partition;
            await Input.Write(partition, [.. Enumerable.Range(first, count).Select(n => SlateDecoder.Line($"p{p}-{n % 3}", n))], None);
        }
    }

    /// <summary>Waits until so many numbers of every partition have taken effect, and demands each once and in order.</summary>
    private protected async Task AssertAll(int count)
    {
        for (var partition = 0; partition < Input.PartitionCount; partition++)
        {
            for (var slate = 0; slate < 3; slate++)
            {
                var id = $"p{partition}-{slate}";
                var expected = Enumerable.Range(0, count).Where(n => n % 3 == slate).Select(n => (long)n).ToList();
                IReadOnlyList<long> seen = [];
                await Eventually.Holds(
                    async () => (seen = await Numbers(id)).Count >= expected.Count,
                    () => $"{id} has {seen.Count} of {expected.Count}; {Describe()}",
                    Patience);
                Assert.Equal(expected, seen);
            }
        }
    }

    private string Describe() => string.Join(
        "; ",
        [
            .. System.Health.Parts.Where(h => !h.IsReady || h.IsDegraded).Select(h => h.ToString()),
            .. _readers.Select(r => $"a reader of {string.Join(' ', r.Ingress.Partitions)}: {r.Counts}, {Input.Waiting(r.Source)} wait"),
            .. System.Ingresses.List().Select(i => i.ToString()),
        ]);

    private protected async Task<IReadOnlyList<long>> Numbers(string slate)
    {
        var key = new EntityKey(Slate.Type, new EntityId(slate));
        return ((Slate)(await System.Region.View(key, Patience, None)).State).Numbers;
    }
}
