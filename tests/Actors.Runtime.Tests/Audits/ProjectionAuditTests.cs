using Actors.Journal;
using Actors.Operations;
using Actors.Projections.Audits;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Audits;

/// <summary>What does not reach a projection exactly once is found, named, and told until it is mended.</summary>
public sealed class ProjectionAuditTests
{
    private static readonly ActorSystemOptions OnlyWhenAsked = new() { AuditEvery = TimeSpan.Zero };
    private readonly InMemoryAuditedProjection _list = new();

    [Fact]
    public async Task All_records_of_all_shards_are_compared_and_nothing_is_wrong()
    {
        await using var node = await Start();
        await Write(node, 100);
        var audit = await Audit(node);
        Assert.Equal((100, 100, 100, 0), (audit.Records, audit.Given, audit.Compared, audit.Skipped));
        await Write(node, 50);
        Assert.Equal((150, 150, 0), await Audit(node) is var next ? (next.Compared, next.Given, next.Skipped) : default);
        Assert.Equal((150, 0), await Audit(node, isWhole: true) is var whole ? (whole.Compared, whole.Skipped) : default);
    }

    [Fact]
    public async Task A_record_that_never_reached_the_projection_is_named_once_and_stands_until_it_is_mended()
    {
        await using var node = await Start();
        await Write(node, 40);
        Assert.Equal(0, (await Audit(node)).Skipped);
        JournalRecord? lost = null;
        _list.Given = records => records.Where(record => lost is not null || (lost = record) is null);
        await Write(node, 20);
        var audit = await Audit(node);
        var text = $"1 record never reached the projection: {lost!.Shard}:{lost.Sequence}";
        Assert.Equal((60, 59, 60, 1), (audit.Records, audit.Given, audit.Compared, audit.Skipped));
        Assert.Equal([text], audit.Skips);
        await Write(node, 20);
        Assert.Equal([text], (await Audit(node)).Skips);
        Assert.Equal([text], (await Audit(node, isWhole: true)).Skips);
        Rebuild(lost, await node.Store.Journal.Read(lost.Shard, SequenceNumber.None, 1_000, default));
        Assert.Empty((await Audit(node, isWhole: true)).Skips);
    }

    [Fact]
    public async Task An_offset_that_moved_too_far_is_found()
    {
        await using var node = await Start();
        await Write(node, 10);
        Assert.Equal(0, (await Audit(node)).Skipped);
        _list.Given = _ => [];
        await Write(node, 1);
        var audit = await Audit(node);
        Assert.Equal(1, audit.Skipped);
        Assert.Contains("never reached", Assert.Single(audit.Skips), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_came_twice_is_found()
    {
        await using var node = await Start();
        await Write(node, 10);
        _list.Given = records => [.. records, records[^1]];
        await Write(node, 1);
        Assert.Contains("twice", Assert.Single((await Audit(node)).Skips), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_projection_that_was_built_anew_between_two_audits_is_no_fault()
    {
        await using var node = await Start();
        await Write(node, 30);
        var lost = false;
        _list.Given = records => records.Where(_ => lost || !(lost = true));
        await Write(node, 10);
        var skip = Assert.Single((await Audit(node)).Skips);
        _list.Given = records => records;
        foreach (var shard in node.Store.Journal.ShardCount.All)
        {
            if (await node.Store.Journal.Read(shard, SequenceNumber.None, 1_000, default) is { Count: > 0 } records)
            {
                Rebuild(records[0], records);
            }
        }

        Assert.NotEmpty(skip);
        await Write(node, 30);
        Assert.Equal(0, (await Audit(node)).Skipped);
    }

    [Fact]
    public async Task The_node_audits_by_itself()
    {
        await using var node = await TestNode.Start(options: new ActorSystemOptions { AuditEvery = TimeSpan.FromMilliseconds(1) }, projections: [_list]);
        await Write(node, 20);
        await Eventually.Holds(
            async () => (await _list.Places(default)).All(place => place.Audited == place.Offset), () => "not all places are audited");
    }

    [Fact]
    public async Task A_store_that_is_away_delays_the_audit_and_no_more()
    {
        await using var node = await Start();
        await Write(node, 5);
        node.Store.Faults.Unavailable = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => node.System.AuditProjections(isWhole: true, default));
        node.Store.Faults.Unavailable = false;
        Assert.Equal((5, 0), await Audit(node) is var audit ? (audit.Compared, audit.Skipped) : default);
    }

    private static async Task Write(TestNode node, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await node.Ask($"n{i % 7}", Note.Write(i));
        }

        await node.System.WaitForProjections(CancellationToken.None).WaitAsync(Eventually.Deadline);
    }

    private static async Task<ProjectionAudit> Audit(TestNode node, bool isWhole = false) =>
        Assert.Single(await node.System.AuditProjections(isWhole, CancellationToken.None));

    private Task<TestNode> Start() => TestNode.Start(options: OnlyWhenAsked, projections: [_list]);

    private void Rebuild(JournalRecord any, IEnumerable<JournalRecord> records) => _list.Change(
        any.Shard, place => place with { Given = records.Aggregate(RecordFold.None, (fold, record) => fold.Add(record)) });
}
