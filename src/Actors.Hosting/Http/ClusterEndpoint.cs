using System.Text.Json;
using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Cluster;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Shows the members of the cluster and who owns which shard, as this node knows it.</summary>
internal sealed class ClusterEndpoint(Func<ClusterState> cluster)
{
    public Task Handle(HttpContext context)
    {
        var state = cluster();
        return JsonAnswer.Write(context, w =>
        {
            w.WriteStartObject();
            w.WriteString("self", state.Self?.ToString());
            w.WriteBoolean("hasLease", state.HasLease);
            w.WriteStartArray("members");
            foreach (var member in state.Members)
            {
                Write(w, member, state.Shards.Count(s => s.Owner == member.Id.ToString()));
            }

            w.WriteEndArray();
            w.WriteStartArray("shards");
            foreach (var shard in state.Shards)
            {
                Write(w, shard);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, Member member, int shards)
    {
        writer.WriteStartObject();
        writer.WriteString("node", member.Id.ToString());
        writer.WriteString("status", member.Status.ToString());
        writer.WriteString("address", member.Address?.ToString());
        writer.WriteBoolean("ownsShards", member.Roles.HasFlag(MemberRoles.Shards));
        writer.WriteNumber("shards", shards);
        writer.WriteNumber("silentForMs", Math.Max(0, (long)member.Silence.TotalMilliseconds));
        writer.WriteStartArray("unreachable");
        foreach (var node in member.Unreachable)
        {
            writer.WriteStringValue(node.ToString());
        }

        writer.WriteEndArray();
        writer.WriteStartArray("refusedShards");
        foreach (var shard in member.Refused)
        {
            writer.WriteNumberValue(shard.Value);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ShardHead shard)
    {
        writer.WriteStartObject();
        writer.WriteNumber("shard", shard.Shard.Value);
        writer.WriteString("owner", shard.Owner);
        writer.WriteNumber("epoch", shard.Epoch.Value);
        writer.WriteNumber("head", shard.Head.Value);
        writer.WriteEndObject();
    }
}
