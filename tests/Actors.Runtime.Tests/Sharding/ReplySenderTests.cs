using Actors.Runtime.Sharding;

namespace Actors.Runtime.Tests.Sharding;

public sealed class ReplySenderTests
{
    private static readonly EntityKey Entity = new(new EntityType("tally"), new EntityId("1"));
    private readonly ReplySender _sender = new();

    [Fact]
    public void Each_reply_goes_to_its_own_sink_and_is_counted_as_sent()
    {
        var (one, other) = (new Sink(), new Sink());
        List<(Envelope, CommandReply)> replies = [To(one, "one"), To(other, "other")];

        Assert.Equal(2, _sender.Send(replies));

        Assert.Empty(replies);
        Assert.Equal(("one", "other"), (Assert.Single(one.Details), Assert.Single(other.Details)));
    }

    [Fact]
    public void A_sink_that_fails_gets_no_later_reply_of_another()
    {
        var (broken, other) = (new Sink { Fails = true }, new Sink());

        Assert.Throws<InvalidOperationException>(() => _sender.Send([To(broken, "first")]));
        broken.Fails = false;
        _sender.Send([To(other, "second")]);

        Assert.Empty(broken.Details);
        Assert.Equal("second", Assert.Single(other.Details));
    }

    private static (Envelope, CommandReply) To(Sink sink, string detail) =>
        (new Envelope { Target = Entity, Time = DateTimeOffset.UnixEpoch, ReplyTo = sink }, CommandReply.Retry(detail));

    private sealed class Sink : IReplySink
    {
        public bool Fails { get; set; }

        public List<string?> Details { get; } = [];

        public void Reply(in CommandReply reply)
        {
            if (Fails)
            {
                throw new InvalidOperationException("asked to fail");
            }

            Details.Add(reply.Detail);
        }
    }
}
