using Actors.Runtime.Streams.Publishing;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Streams.Publishing;

namespace Actors.Runtime.Tests.Streams;

/// <summary>Shards that have much to publish, and others beside them.</summary>
public sealed class EgressFairnessTests
{
    private static readonly Egress Numbers = Egress.Named("numbers", "/notes")
        .On<NoteEvent.Written>((_, _) => new PublicEvent("org.example.number.v1", "1"u8.ToArray())).Build();

    private readonly TestStore _store = new();

    [Fact]
    public async Task No_shard_waits_until_the_others_have_nothing_left()
    {
        const int perNotebook = 5_000;
        var sink = new BatchSink();
        await using var node = await TestNode.Start(store: _store, projections: new EgressPublisher(Numbers, sink, Note.Model(), _store));
        var egress = Assert.Single(node.System.Egresses.List()).Egress;
        Assert.True(node.System.Egresses.Pause(egress));
        string[] notebooks = [.. Enumerable.Range(0, 50).Select(n => $"n{n}").DistinctBy(n => ShardOf(n)).Take(3)];
        foreach (var notebook in notebooks)
        {
            for (var written = 0; written < perNotebook; written += 100)
            {
                await node.Ask(notebook, new NoteCommand.WriteAll([.. Enumerable.Range(written, 100).Select(n => (long)n)]));
            }
        }

        Assert.True(node.System.Egresses.Resume(egress));
        await node.System.WaitForProjections(CancellationToken.None);
        Assert.Equal(3 * perNotebook, sink.Batches.Sum(b => b.Count));
        Assert.Equal(3, sink.Batches.SkipWhile(b => b.Count < 1000).Take(3).SelectMany(b => b).Distinct().Count());

        int ShardOf(string notebook) => _store.Journal.ShardCount.ShardOf(Note.Key(notebook)).Value;
    }

    /// <summary>Keeps the keys of each batch.</summary>
    private sealed class BatchSink : ISink
    {
        private readonly List<IReadOnlyList<string>> _batches = [];

        public IReadOnlyList<IReadOnlyList<string>> Batches
        {
            get
            {
                lock (_batches)
                {
                    return [.. _batches];
                }
            }
        }

        public Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
        {
            lock (_batches)
            {
                _batches.Add([.. records.Select(r => r.Key)]);
            }

            return Task.CompletedTask;
        }
    }
}
