using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Actors.Membership;
using Actors.Operations;
using Actors.Runtime.Cluster;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>Shows the cluster, lets members leave it, and declares members down.</summary>
internal sealed class ClusterOperations(OperatorApi api)
{
    /// <summary>The members and the shards, as this node knows them.</summary>
    public Task Show(HttpContext context) =>
        JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, Info, OperationsJson.Default.ClusterInfo));

    /// <summary>Lets a member hand its shards to the others and leave.</summary>
    public Task Leave(HttpContext context) => Change(context, "cluster leave", MemberStatus.Leaving, m => m.Status < MemberStatus.Leaving, "leave");

    /// <summary>Declares a member down: the others take its shards as soon as it cannot serve any more.</summary>
    public Task Down(HttpContext context) => Change(context, "cluster down", MemberStatus.Down, m => m.Status < MemberStatus.Down, "be declared down");

    /// <summary>Declares every member down that nobody hears.</summary>
    public Task DownUnreachable(HttpContext context) => api.Changes.Run(context, "cluster down-unreachable", "cluster", async (request, token) =>
    {
        MustBeCluster();
        var lost = Info.Members.Where(m => m.IsUnreachable).Select(m => m.Node).ToHashSet(StringComparer.Ordinal);
        var members = api.System.Cluster.Members.Where(m => lost.Contains(m.Id.ToString())).ToList();
        if (members.Count == 0)
        {
            return new ChangeResult(false, "every member is reachable");
        }

        if (request.IsDryRun)
        {
            return new ChangeResult(false, $"{string.Join(", ", lost)} would be declared down");
        }

        var moved = new List<string>();
        foreach (var member in members)
        {
            if (await api.System.Store.Membership.Move(member.Id, MemberStatus.Down, token))
            {
                moved.Add(member.Id.ToString());
            }
        }

        return new ChangeResult(moved.Count > 0, moved.Count == 0 ? "they were declared down already" : $"{string.Join(", ", moved)} declared down");
    });

    private ClusterInfo Info
    {
        get
        {
            var state = api.System.Cluster;
            return new ClusterInfo(
                api.Options.NodeName,
                state.Self?.ToString(),
                state.HasLease,
                [.. state.Members.Select(m => Of(m, state))],
                [.. state.Shards.Select(s => new ClusterShardInfo(
                    s.Shard.Value, s.Owner, s.Epoch.Value, s.Head.Value, state.Members.Count == 0 || state.IsServed(s.Shard)))]);
        }
    }

    private ClusterMemberInfo Of(Member member, ClusterState state)
    {
        var living = state.Members.Where(m => m.Status < MemberStatus.Down).ToList();
        var from = living.Where(m => m.Unreachable.Contains(member.Id)).Select(m => m.Id.ToString()).ToList();
        var others = living.Count(m => m.Id != member.Id);
        return new ClusterMemberInfo(
            member.Id.ToString(),
            member.Id.Name,
            member.Status.ToString().ToLowerInvariant(),
            member.Roles.HasFlag(MemberRoles.Shards),
            state.Shards.Count(s => s.Owner == member.Id.ToString()),
            Math.Max(0, (long)member.Silence.TotalMilliseconds),
            from,
            member.Status < MemberStatus.Down && (member.Silence > api.Lease || (others > 0 && from.Count == others)),
            member.Address?.ToString(),
            member.HttpAddress?.ToString());
    }

    private Task Change(HttpContext context, string command, MemberStatus to, Func<Member, bool> canMove, string verb) => api.Changes.Run(
        context, command, c => c.Node, OperationsJson.Default.MemberChange, c => c.Change ?? new ChangeRequest(), async (change, token) =>
        {
            MustBeCluster();
            var members = api.System.Cluster.Members;
            var member = members.LastOrDefault(m => m.Id.ToString() == change.Node) ?? members.LastOrDefault(m => m.Id.Name == change.Node)
                ?? throw Refusals.UnknownNode(change.Node, members.Select(m => m.Id.ToString()));
            if (!canMove(member))
            {
                return new ChangeResult(false, $"{member.Id} is {member.Status.ToString().ToLowerInvariant()} already");
            }

            var shards = api.System.Cluster.Shards.Count(s => s.Owner == member.Id.ToString());
            if (change.Change?.IsDryRun == true)
            {
                return new ChangeResult(false, $"{member.Id} would {verb}; the others would take its {shards} shards");
            }

            return await api.System.Store.Membership.Move(member.Id, to, token)
                ? new ChangeResult(true, $"{member.Id} is {to.ToString().ToLowerInvariant()}; the others take its {shards} shards")
                : new ChangeResult(false, $"{member.Id} was moved by somebody else meanwhile");
        });

    private void MustBeCluster()
    {
        if (api.System.Cluster.Members.Count == 0)
        {
            throw Refusals.Parameters($"{api.Options.NodeName} is alone: it is in no cluster.");
        }
    }
}
