using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>Read models: each record once, in order.</summary>
public sealed class ProjectionTests
{
    private readonly NumberList _list = new();

    [Theory]
    [Trait("Invariant", "I3")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_record_is_applied_once_though_the_store_fails_before_or_after_applying(bool afterwards)
    {
        var applied = 0;
        _list.Fault = isAfter =>
        {
            if (isAfter == afterwards && Interlocked.Increment(ref applied) is 1 or 3)
            {
                throw new JournalUnavailableException("The test let the read model fail.");
            }
        };
        await AssertAllApplied();
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_fenced_projection_starts_again_from_the_stored_offsets()
    {
        var applied = 0;
        var startsWhenFenced = 0;
        var startsWhenNextApplied = 0;
        _list.Fault = isAfter =>
        {
            switch (isAfter ? 0 : Interlocked.Increment(ref applied))
            {
                case 2:
                    startsWhenFenced = _list.Starts;
                    throw new ProjectionFencedException(_list.Name);
                case 3:
                    startsWhenNextApplied = _list.Starts;
                    break;
            }
        };
        await AssertAllApplied();

        // Not how many: a runner also starts when the node's shards change, which may take more than one step.
        Assert.InRange(startsWhenNextApplied, startsWhenFenced + 1, int.MaxValue);
    }

    private async Task AssertAllApplied()
    {
        await using var node = await TestNode.Start(projections: [_list]);
        for (var i = 0; i < 20; i++)
        {
            await node.Ask($"n{i % 5}", Note.Write(i));
        }

        await node.System.WaitForProjections(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal(20, _list.Count);
        await node.Restart();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => node.Ask($"n{i % 5}", Note.Write(i))));
        await node.System.WaitForProjections(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal(220, _list.Count);
    }
}
