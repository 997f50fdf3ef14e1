using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;
using Actors.TestKit.Specifications;
using Xunit.Sdk;

namespace Actors.Runtime.Tests.TestKit;

/// <summary>What specifications say when they fail, since that is all that a developer sees of them.</summary>
public sealed class SpecificationTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Events_that_differ_are_shown_line_by_line()
    {
        var decided = new EntitySpecification<Notebook, NoteCommand, NoteEvent>(Note.Model()).At(Day).When(new NoteCommand.WriteAll([1, 2, 3]));
        var text = Assert.Throws<XunitException>(() => decided.Then(
            new NoteEvent.Written(1, Day), new NoteEvent.Written(5, Day), new NoteEvent.Written(3, Day))).Message;
        var difference = text[text.IndexOf("Difference", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(l => l[..4].Trim()).ToArray();
        Assert.Equal(["", "-", "+", ""], difference);
    }

    [Fact]
    public async Task A_projection_is_specified_by_events_and_what_it_shows()
    {
        var sums = new Sums();
        var specification = new ProjectionSpecification(Note.Model(), sums)
            .Given("notebook/a", new NoteEvent.Written(1, Day), new NoteEvent.Written(2, Day))
            .Given("notebook/b", new NoteEvent.Written(10, Day));
        await specification.Then(sums.Of, new Sum(13, 3));
        await specification.Given("notebook/a", new NoteEvent.Written(4, Day)).Then(sums.Of, new Sum(17, 4));
        Assert.Equal(3, sums.Batches);
    }

    [Fact]
    public async Task A_read_model_that_differs_is_shown_line_by_line()
    {
        var sums = new Sums();
        var specification = new ProjectionSpecification(Note.Model(), sums).Given("notebook/a", new NoteEvent.Written(1, Day));
        var text = (await Assert.ThrowsAsync<XunitException>(() => specification.Then(sums.Of, new Sum(2, 1)))).Message;
        Assert.Contains("  -   \"Total\": 2,\n  +   \"Total\": 1,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_projection_that_does_not_move_its_offsets_is_found_out()
    {
        var sums = new Sums { ForgetsOffsets = true };
        var specification = new ProjectionSpecification(Note.Model(), sums).Given("notebook/a", new NoteEvent.Written(1, Day));
        var text = (await Assert.ThrowsAsync<XunitException>(() => specification.Then(sums.Of, new Sum(1, 1)))).Message;
        Assert.Contains("twice or never", text, StringComparison.Ordinal);
    }

    private sealed record Sum(long Total, int Count);

    private sealed class Sums : IProjectionStore
    {
        private readonly Dictionary<ShardId, long> _offsets = [];
        private Sum _sum = new(0, 0);

        public ReaderName Name { get; } = new("sums");

        public bool ForgetsOffsets { get; init; }

        public int Batches { get; private set; }

        public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<ShardId, long>>(new Dictionary<ShardId, long>(_offsets));

        public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
        {
            Batches++;
            foreach (var record in records)
            {
                _sum = new Sum(_sum.Total + ((NoteEvent.Written)record.Message!).Number, _sum.Count + 1);
                if (!ForgetsOffsets)
                {
                    _offsets[record.Shard] = record.Sequence.Value;
                }
            }

            return Task.CompletedTask;
        }

        public Task<Sum> Of(CancellationToken cancellationToken) => Task.FromResult(_sum);
    }
}
