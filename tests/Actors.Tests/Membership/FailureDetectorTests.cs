using Actors.Membership;

namespace Actors.Tests.Membership;

/// <summary>When a node that is slow, or whose store was away, may declare another one dead.</summary>
public sealed class FailureDetectorTests
{
    private static readonly NodeId Self = new("a", 1);
    private static readonly NodeId Other = new("b", 2);
    private readonly FailureDetector _detector = new(new MembershipOptions(), Self);
    private TimeSpan _now = TimeSpan.FromSeconds(100);
    private TimeSpan _silence;

    [Theory]
    [InlineData(510)]
    [InlineData(700)]
    [InlineData(1000)]
    public void A_node_whose_heartbeats_are_always_slow_still_finds_the_dead_out(int milliseconds)
    {
        var slow = TimeSpan.FromMilliseconds(milliseconds);
        Observe(TimeSpan.Zero, isSilent: false);
        Until(slow, TimeSpan.FromSeconds(1) + slow, isSilent: false);
        Assert.Contains(Other, Until(slow, TimeSpan.FromSeconds(1) + (2 * slow), isSilent: true));
    }

    [Fact]
    public void One_slow_heartbeat_may_have_been_an_outage_and_the_others_get_a_lease_to_tell_that_they_live()
    {
        Observe(TimeSpan.Zero, isSilent: false);
        Until(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(3), isSilent: false);
        Assert.Empty(Observe(TimeSpan.FromMilliseconds(1000), isSilent: true));
        Assert.Empty(Until(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(750), isSilent: true));
        Assert.Contains(Other, Until(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500), isSilent: true));
    }

    [Fact]
    public void A_slow_node_whose_heartbeat_came_to_nothing_gives_the_others_a_lease_again()
    {
        var slow = TimeSpan.FromMilliseconds(600);
        Observe(TimeSpan.Zero, isSilent: false);
        Until(slow, TimeSpan.FromSeconds(3), isSilent: false);
        _detector.Failed();
        Assert.Empty(Until(slow, TimeSpan.FromMilliseconds(1200), isSilent: true));
        Assert.Contains(Other, Until(slow, TimeSpan.FromMilliseconds(1200), isSilent: true));
    }

    [Fact]
    public void A_slow_node_takes_silence_of_more_than_a_lease_for_an_outage()
    {
        var slow = TimeSpan.FromMilliseconds(600);
        Observe(TimeSpan.Zero, isSilent: false);
        Until(slow, TimeSpan.FromSeconds(3), isSilent: false);
        Assert.Empty(Observe(TimeSpan.FromMilliseconds(1100), isSilent: true));
        Assert.Empty(Observe(slow, isSilent: true));
        Assert.Contains(Other, Until(slow, TimeSpan.FromMilliseconds(1200), isSilent: true));
    }

    /// <summary>Seed 63931310725356 of Shop's simulation.</summary>
    [Fact]
    public void A_view_that_was_long_on_its_way_is_no_proof_of_silence_meanwhile()
    {
        var slow = TimeSpan.FromMilliseconds(900);
        Observe(TimeSpan.Zero, isSilent: false);
        Until(slow, TimeSpan.FromSeconds(5), isSilent: false);
        Assert.Empty(Observe(slow, isSilent: true, onItsWay: slow));
        Assert.Empty(Observe(slow, isSilent: true, onItsWay: slow));
        Assert.Contains(Other, Observe(slow, isSilent: true, onItsWay: slow));
    }

    /// <summary>Takes views in, one after each pause.</summary>
    /// <returns>Who was found dead in any of them.</returns>
    private List<NodeId> Until(TimeSpan pause, TimeSpan time, bool isSilent)
    {
        var dead = new List<NodeId>();
        for (var end = _now + time; _now < end;)
        {
            dead.AddRange(Observe(pause, isSilent));
        }

        return dead;
    }

    private List<NodeId> Observe(TimeSpan after, bool isSilent, TimeSpan onItsWay = default)
    {
        _now += after;
        _silence = isSilent ? _silence + after : TimeSpan.Zero;
        var view = new ClusterView([Member(Self, TimeSpan.Zero), Member(Other, _silence)], []);
        _detector.Observe(view, _now - onItsWay, _now);
        return [.. _detector.Dead(view, _now)];
    }

    private Member Member(NodeId node, TimeSpan silence) => new()
    {
        Id = node,
        Address = null,
        Roles = MemberRoles.Shards,
        Status = MemberStatus.Up,
        Silence = silence,
        Beat = (_now - silence).Ticks,
    };
}
