using System.Net;
using Actors.Hosting.Http;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http;

public sealed class LimitTests
{
    [Fact]
    public async Task A_request_beyond_the_limit_and_the_queue_is_turned_away_and_the_others_are_answered()
    {
        await using var node = await TestNode.Start(new HttpApiOptions { ConcurrentRequestsMax = 2, QueuedRequestsMax = 0 });
        var held = new TaskCompletionSource();
        node.Region.Hold = held.Task;
        var first = node.Send("b1", "check-out", "{}");
        var second = node.Send("b2", "check-out", "{}");
        await node.Region.Arrived.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await node.Region.Arrived.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        using var third = await node.Send("b3", "check-out", "{}");
        await third.Problem(HttpStatusCode.ServiceUnavailable, "overloaded");
        Assert.NotNull(third.Headers.RetryAfter);

        // Health checks do not wait behind the load they report on.
        await node.Get("/health/live");
        held.SetResult();
        using var firstAnswer = await first;
        using var secondAnswer = await second;
        await firstAnswer.Body(HttpStatusCode.OK);
        await secondAnswer.Body(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_in_the_queue_gets_its_turn()
    {
        await using var node = await TestNode.Start(new HttpApiOptions { ConcurrentRequestsMax = 1, QueuedRequestsMax = 1 });
        var held = new TaskCompletionSource();
        node.Region.Hold = held.Task;
        var all = Enumerable.Range(0, 3).Select(i => node.Send($"b{i}", "check-out", "{}")).ToList();

        // Whichever comes third is turned away; that it was tells that the other two are in and in the queue.
        var turnedAway = await Task.WhenAny(all);
        using (var answer = await turnedAway)
        {
            await answer.Problem(HttpStatusCode.ServiceUnavailable, "overloaded");
        }

        held.SetResult();
        foreach (var waiting in all.Where(a => a != turnedAway))
        {
            using var answer = await waiting;
            await answer.Body(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Event_streams_have_a_limit_of_their_own()
    {
        await using var node = await TestNode.Start(new HttpApiOptions { EventStreamsMax = 1 });
        await using var first = await EventReader.Open(node);
        await node.Get("/events", HttpStatusCode.ServiceUnavailable);
        await node.Get("/entities/basket/b1");
    }
}
