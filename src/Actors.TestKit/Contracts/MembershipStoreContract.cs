using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;
using Actors.TestKit.Time;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IMembershipStore"/> does. Times are only compared with times of the store itself.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class MembershipStoreContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly NodeRegistration A = new("node-a", new Uri("http://a:5000/"), MemberRoles.Shards, new Uri("http://a:5080/"), TimeSpan.FromSeconds(7));
    private static readonly NodeRegistration B = new("node-b", null, MemberRoles.None);

    private IMembershipStore Members => Store.Membership;

    [Fact]
    public async Task A_store_that_nobody_joined_has_no_members_and_all_shards()
    {
        var view = await Members.Read(None);
        Assert.Empty(view.Members);
        Assert.Equal(Shards.All.Select(shard => new ShardHead(shard, null, Epoch.None, SequenceNumber.None)), view.Shards);
    }

    [Fact]
    public async Task A_node_that_joins_is_shown_as_it_registered()
    {
        var (a, b) = (await Members.Join(A, None), await Members.Join(B, None));
        Assert.Equal((A.Name, B.Name), (a.Name, b.Name));
        Assert.True(b.Incarnation > a.Incarnation, $"{b} joined after {a}");
        var members = (await Members.Read(None)).Members;
        Assert.Equal([a, b], members.Select(member => member.Id));
        Assert.Equal([A.Address, B.Address], members.Select(member => member.Address));
        Assert.Equal([A.HttpAddress, B.HttpAddress], members.Select(member => member.HttpAddress));
        Assert.Equal([A.Lease, B.Lease], members.Select(member => member.Lease));
        Assert.Equal([A.Roles, B.Roles], members.Select(member => member.Roles));
        Assert.All(members, member => Assert.Equal(MemberStatus.Joining, member.Status));
        Assert.All(members, member => Assert.Empty(member.Unreachable));
    }

    [Fact]
    public async Task Joining_again_gives_a_new_incarnation_and_ends_the_earlier_lives_of_the_name_alone()
    {
        var first = await Members.Join(A, None);
        var other = await Members.Join(B, None);
        var second = await Members.Join(A, None);
        Assert.True(second.Incarnation > other.Incarnation, $"{second} joined after {other}");
        Assert.Equal(
            [(first, MemberStatus.Down), (other, MemberStatus.Joining), (second, MemberStatus.Joining)],
            (await Members.Read(None)).Members.Select(member => (member.Id, member.Status)));
    }

    [Fact]
    public async Task Of_nodes_that_join_under_one_name_at_once_the_last_one_lives()
    {
        var lives = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Members.Join(A, None))));
        Assert.Equal(8, lives.Distinct().Count());
        var living = Assert.Single((await Members.Read(None)).Members, member => member.Status < MemberStatus.Down);
        Assert.Equal(lives.MaxBy(life => life.Incarnation), living.Id);
    }

    [Fact]
    public async Task A_status_only_moves_forward()
    {
        var a = await Members.Join(A, None);
        Assert.Equal(MemberStatus.Up, await Beat(a, MemberStatus.Up));
        Assert.Equal(MemberStatus.Up, await Beat(a, MemberStatus.Joining));
        Assert.True(await Members.Move(a, MemberStatus.Leaving, None));
        Assert.Equal(MemberStatus.Leaving, await Beat(a, MemberStatus.Up));
        Assert.True(await Members.Move(a, MemberStatus.Down, None));
        Assert.False(await Members.Move(a, MemberStatus.Down, None));
        Assert.False(await Members.Move(a, MemberStatus.Up, None));
        Assert.Equal(MemberStatus.Down, await Beat(a, MemberStatus.Up));
        Assert.True(await Members.Move(a, MemberStatus.Removed, None));
        Assert.Null(await Beat(a, MemberStatus.Up));
        Assert.False(await Members.Move(a, MemberStatus.Removed, None));
    }

    [Fact]
    public async Task A_member_that_nobody_knows_cannot_move_or_beat()
    {
        var a = await Members.Join(A, None);
        Assert.False(await Members.Move(new NodeId(A.Name, a.Incarnation + 100), MemberStatus.Down, None));
        Assert.False(await Members.Move(new NodeId("another", a.Incarnation), MemberStatus.Down, None));
        Assert.Null(await Beat(new NodeId(A.Name, a.Incarnation + 100), MemberStatus.Up));
        Assert.Single((await Members.Read(None)).Members);
    }

    [Theory]
    [InlineData(MemberStatus.Down)]
    [InlineData(MemberStatus.Removed)]
    public async Task A_heartbeat_cannot_say_that_its_node_is_dead(MemberStatus status)
    {
        var a = await Members.Join(A, None);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Members.Beat(new Heartbeat(a, status, []), None));
    }

    [Fact]
    public async Task Silence_grows_by_the_clock_of_the_store_until_the_next_heartbeat()
    {
        var a = await Members.Join(A, None);
        var b = await Members.Join(B, None);
        await Eventually.Holds(async () => (await SilenceOf(a)) > TimeSpan.FromMilliseconds(50));
        await Beat(b, MemberStatus.Up);
        Assert.True(await IsMoreSilent(a, b), "b has beaten later than a");
        await Beat(a, MemberStatus.Up);
        Assert.True(await IsMoreSilent(b, a), "a has beaten later than b");
    }

    [Fact]
    public async Task The_heartbeat_of_a_member_that_is_down_does_not_end_its_silence()
    {
        var a = await Members.Join(A, None);
        await Members.Move(a, MemberStatus.Down, None);
        var b = await Members.Join(B, None);
        await Beat(a, MemberStatus.Up);
        Assert.True(await IsMoreSilent(a, b), "a may not beat any more");
    }

    [Fact]
    public async Task Members_tell_whom_they_cannot_reach()
    {
        var (a, b) = (await Members.Join(A, None), await Members.Join(B, None));
        await Members.Beat(new Heartbeat(a, MemberStatus.Up, [b, new NodeId("node # with \"quotes\", {braces}", 7)]), None);
        var view = await Members.Beat(new Heartbeat(b, MemberStatus.Up, []), None);
        Assert.Equal([b, new NodeId("node # with \"quotes\", {braces}", 7)], view.Members[0].Unreachable);
        Assert.Empty(view.Members[1].Unreachable);
        view = await Members.Beat(new Heartbeat(a, MemberStatus.Up, []), None);
        Assert.Empty(view.Members[0].Unreachable);
    }

    [Fact]
    public async Task Members_tell_which_shards_they_refuse_and_a_change_of_it_wakes_who_waits()
    {
        var a = await Members.Join(A, None);
        await Beat(a, MemberStatus.Up);
        var refusing = new Heartbeat(a, MemberStatus.Up, []) { Refused = [new ShardId(12), new ShardId(3)] };
        await Wakes(() => Members.Beat(refusing, None));
        Assert.Equal([3, 12], (await Members.Read(None)).Members[0].Refused.Select(shard => shard.Value).Order());
        await Beat(a, MemberStatus.Up);
        Assert.Empty((await Members.Read(None)).Members[0].Refused);
    }

    [Fact]
    public async Task A_view_shows_what_was_claimed_released_and_appended()
    {
        var a = await Members.Join(A, None);
        var head = await Claim(new ShardId(2), a.ToString());
        var commit = Sample.Commit(head, 3);
        await Commit(commit);
        var released = await Claim(new ShardId(5), a.ToString());
        await Journal.Release(released.Shard, released.Epoch, TimeSpan.Zero, None);
        var view = await Members.Beat(new Heartbeat(a, MemberStatus.Up, []), None);
        Assert.Equal(Shards.All, view.Shards.Select(row => row.Shard));
        Assert.Equal(Sample.After(head, commit), view.Shards[2]);
        Assert.Equal(released with { Owner = null }, view.Shards[5]);
        Assert.Equal(await Journal.Heads([.. Shards.All], None), view.Shards);
    }

    [Fact]
    public async Task An_owner_in_a_view_is_a_member_of_that_view()
    {
        using var end = new CancellationTokenSource();
        var joining = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var node = await Members.Join(new NodeRegistration($"node-{i}", null, MemberRoles.Shards), None);
                await Journal.Claim(new ShardId(i % Shards.Value), node.ToString(), None);
            }

            await end.CancelAsync();
        });
        while (!end.IsCancellationRequested)
        {
            var view = await Members.Read(None);
            var members = view.Members.Select(member => member.Id.ToString()).ToHashSet();
            Assert.All(view.Shards.Select(row => row.Owner).OfType<string>(), owner => Assert.Contains(owner, members));
        }

        await joining;
    }

    [Fact]
    public async Task Everything_that_changes_owners_or_members_wakes_who_waits()
    {
        var a = await Members.Join(A, None);
        var head = await Claim(new ShardId(1), a.ToString());
        await Wakes(() => Members.Join(B, None));
        await Wakes(() => Members.Beat(new Heartbeat(a, MemberStatus.Up, []), None));
        await Wakes(() => Journal.TryClaim([new ShardHead(new ShardId(3), null, Epoch.None, SequenceNumber.None)], "x", None));
        await Wakes(() => Journal.Release(head.Shard, head.Epoch, TimeSpan.Zero, None));
        await Wakes(() => Members.Move(a, MemberStatus.Down, None));
        await Wakes(() => Members.Move(a, MemberStatus.Removed, None));
    }

    [Fact]
    public async Task A_waiter_can_give_up_and_wait_again()
    {
        using var gaveUp = new CancellationTokenSource();
        await Quiet();
        var waiting = Members.WaitForChange(gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Wakes(() => Members.Join(A, None));
    }

    [Fact]
    public async Task Members_survive_reopening_and_no_incarnation_comes_twice()
    {
        var first = await Members.Join(A, None);
        await Beat(first, MemberStatus.Up);
        await Members.Move(await Members.Join(B, None), MemberStatus.Removed, None);
        await Reopen();
        Assert.Equal([(first, MemberStatus.Up)], (await Members.Read(None)).Members.Select(member => (member.Id, member.Status)));
        var second = await Members.Join(A, None);
        Assert.True(second.Incarnation > first.Incarnation + 1, $"{second} came after two others");
        Assert.DoesNotContain((await Members.Read(None)).Members, member => member.Id == first && member.Status < MemberStatus.Down);
    }

    [Fact]
    public async Task Each_heartbeat_changes_the_number_of_its_member_alone_and_nothing_else_does()
    {
        var (a, b) = (await Members.Join(A, None), await Members.Join(B, None));
        var before = (await Members.Read(None)).Members;
        await Members.Move(b, MemberStatus.Up, None);
        Assert.Equal(before.Select(member => member.Beat), (await Members.Read(None)).Members.Select(member => member.Beat));
        await Beat(a, MemberStatus.Up);
        var after = (await Members.Read(None)).Members;
        Assert.NotEqual(before[0].Beat, after[0].Beat);
        Assert.Equal(before[1].Beat, after[1].Beat);
    }

    private async Task<MemberStatus?> Beat(NodeId node, MemberStatus status) =>
        (await Members.Beat(new Heartbeat(node, status, []), None)).Members.FirstOrDefault(member => member.Id == node)?.Status;

    private async Task<TimeSpan> SilenceOf(NodeId node) => (await Members.Read(None)).Members.Single(member => member.Id == node).Silence;

    private async Task<bool> IsMoreSilent(NodeId one, NodeId other)
    {
        var members = (await Members.Read(None)).Members.ToDictionary(member => member.Id, member => member.Silence);
        return members[one] > members[other];
    }

    private async Task Wakes(Func<Task> change)
    {
        await Quiet();
        var waiting = Members.WaitForChange(None);
        await change();
        await waiting.WaitAsync(Eventually.Deadline, TimeProvider.System);
    }

    /// <summary>Takes in what was announced before: a wait may end early, so one that lasts shows that nothing is left.</summary>
    private async Task Quiet()
    {
        while (true)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            try
            {
                await Members.WaitForChange(soon.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
