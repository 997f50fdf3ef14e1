using Actors.Runtime.Sharding;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Sharding;

public sealed class ReplyDeadlinesTests : IDisposable
{
    private static readonly CommandReply Answer = new() { Kind = ReplyKind.AlreadyDone };
    private readonly ManualTimeProvider _time = new();
    private readonly ReplyDeadlines _deadlines;

    public ReplyDeadlinesTests() => _deadlines = new ReplyDeadlines(_time);

    public void Dispose() => _deadlines.Dispose();

    [Fact]
    public async Task A_reply_that_does_not_come_ends_at_its_deadline_and_not_before()
    {
        var reply = Expect(5_000);
        _time.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.False(reply.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => reply.Task);
    }

    [Fact]
    public void Each_reply_has_its_own_deadline_whatever_others_do()
    {
        var (early, answered, late, other) = (Expect(1_000), Expect(1_000), Later(500, 1_000), Expect(200));
        answered.Reply(Answer);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal((false, true, false, true), States());
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal((true, true, false, true), States());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal((true, true, true, true), States());

        (bool, bool, bool, bool) States() =>
            (early.Task.IsFaulted, answered.Task.IsCompletedSuccessfully, late.Task.IsFaulted, other.Task.IsFaulted);
    }

    [Fact]
    public void A_reply_in_time_leaves_nothing_behind()
    {
        for (var round = 0; round < 3; round++)
        {
            var replies = Enumerable.Range(0, 100).Select(_ => Expect(1_000)).ToArray();
            Assert.All(replies, reply => Assert.NotNull(reply.List));
            foreach (var reply in replies.OrderBy(r => r.GetHashCode()))
            {
                reply.Reply(Answer);
            }

            Assert.All(replies, reply => Assert.True(reply is { List: null, Earlier: null, Later: null, Task.IsCompletedSuccessfully: true }));
            _time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public void A_caller_that_gives_up_is_no_longer_watched()
    {
        using var caller = new CancellationTokenSource();
        var reply = Expect(1_000);
        reply.GiveUpWith(caller.Token);
        caller.Cancel();
        Assert.True(reply.Task.IsCanceled);
        Assert.Null(reply.List);
        reply.Reply(Answer);
        Assert.True(reply.Task.IsCanceled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void No_time_is_over_at_once(int milliseconds) => Assert.True(Expect(milliseconds).Task.IsFaulted);

    [Fact]
    public void Many_different_times_are_kept_to_the_second()
    {
        var replies = Enumerable.Range(1, 500).Select(Expect).ToArray();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(50, replies.Count(r => r.Task.IsFaulted));
        _time.Advance(TimeSpan.FromMilliseconds(950));
        Assert.All(replies, r => Assert.True(r.Task.IsFaulted));
    }

    [Fact]
    public void The_longest_time_is_accepted() => Assert.False(Expect(TimeSpan.MaxValue).Task.IsCompleted);

    private PendingReply Expect(int milliseconds) => Expect(TimeSpan.FromMilliseconds(milliseconds));

    private PendingReply Expect(TimeSpan timeout)
    {
        var reply = new PendingReply();
        _deadlines.Add(reply, timeout);
        return reply;
    }

    private PendingReply Later(int after, int milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(after));
        return Expect(milliseconds);
    }
}
