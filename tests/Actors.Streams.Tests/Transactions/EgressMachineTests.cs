using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;

namespace Actors.Streams.Tests.Transactions;

public sealed class EgressMachineTests
{
    private static readonly ShardId Shard = new(7);
    private readonly EgressMachine _machine = new();

    [Fact]
    public void A_batch_and_its_offsets_go_into_one_transaction()
    {
        Open([]);
        _machine.Publish([Record(1), Record(2)]);
        Assert.Equal(["Begin", "Send", "SendOffsets", "Commit"], Steps());
        Assert.Equal(2, _machine.Offsets[Shard]);
    }

    [Fact]
    public void What_is_published_again_has_a_transaction_of_its_own_that_moves_no_offset()
    {
        Open([]);
        _machine.Publish([Record(1), Record(2)]);
        Steps();
        _machine.PublishAgain(Record(1).Record!);
        Assert.Throws<InvalidOperationException>(() => _machine.PublishAgain(Record(1).Record!));
        Assert.Equal(["Begin", "Send", "Commit"], Steps());
        Assert.Equal(2, _machine.Offsets[Shard]);
        _machine.PublishAgain(Record(1).Record!);
        _machine.Done();
        _machine.Failed(EgressFailure.Refused);
        Assert.Equal(["Abort"], Steps());
        _machine.Publish([Record(3)]);
        Assert.Equal(["Begin", "Send", "SendOffsets", "Commit"], Steps());
        Assert.Equal(3, _machine.Offsets[Shard]);
    }

    [Fact]
    public void It_fences_before_it_reads_the_offsets_and_goes_on_behind_them()
    {
        _machine.Start();
        Assert.IsType<EgressStep.Fence>(_machine.Next);
        _machine.Done();
        Assert.IsType<EgressStep.ReadOffsets>(_machine.Next);
        _machine.OffsetsRead(new Dictionary<ShardId, long> { [Shard] = 2 });
        _machine.Publish([Record(1), Record(2), Record(3)]);
        _machine.Done();
        Assert.Equal("3", Assert.Single(Assert.IsType<EgressStep.Send>(_machine.Next).Records).Key);
    }

    [Fact]
    public void What_is_refused_is_aborted_and_may_be_published_again()
    {
        Open([]);
        _machine.Publish([Record(1)]);
        _machine.Done();
        _machine.Failed(EgressFailure.Refused);
        Assert.Equal(["Abort"], Steps());
        Assert.Equal(0, _machine.Offsets.GetValueOrDefault(Shard));
        _machine.Publish([Record(1)]);
        Assert.Equal(["Begin", "Send", "SendOffsets", "Commit"], Steps());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_a_step_of_unknown_effect_it_starts_over_from_the_fence(int step)
    {
        Open([]);
        _machine.Publish([Record(1)]);
        for (var n = 0; n < step; n++)
        {
            _machine.Done();
        }

        _machine.Failed(EgressFailure.Unknown);
        Assert.Equal(EgressPhase.Closed, _machine.Phase);
        Assert.Throws<InvalidOperationException>(() => _machine.Publish([Record(1)]));
        _machine.Start();
        Assert.IsType<EgressStep.Fence>(_machine.Next);
    }

    [Fact]
    public void A_gap_is_refused_because_an_event_would_be_lost()
    {
        Open(new Dictionary<ShardId, long> { [Shard] = 5 });
        Assert.Throws<InvalidOperationException>(() => _machine.Publish([Record(7)]));
        Assert.Equal(EgressPhase.Ready, _machine.Phase);
    }

    [Fact]
    public void Records_that_are_for_nobody_need_no_transaction()
    {
        Open([]);
        _machine.Publish([new EgressRecord(Shard, new SequenceNumber(1), null)]);
        Assert.Null(_machine.Next);
        Assert.Equal(1, _machine.Offsets[Shard]);
    }

    private static EgressRecord Record(long number) => new(Shard, new SequenceNumber(number), new SinkRecord($"{number}", ReadOnlyMemory<byte>.Empty, []));

    private void Open(Dictionary<ShardId, long> offsets)
    {
        _machine.Start();
        _machine.Done();
        _machine.OffsetsRead(offsets);
    }

    /// <summary>Does all that is asked for.</summary>
    private List<string> Steps()
    {
        var steps = new List<string>();
        while (_machine.Next is { } step)
        {
            steps.Add(step.GetType().Name);
            _machine.Done();
        }

        return steps;
    }
}
