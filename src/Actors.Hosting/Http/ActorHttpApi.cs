using Actors.DeadLettering;
using Actors.Health;
using Actors.Hosting.Operator;
using Actors.Journal;
using Actors.Runtime.Cluster;
using Actors.Runtime.DeadLettering;
using Actors.Runtime.Streams.Control;
using Actors.Schema;

namespace Actors.Hosting.Http;

/// <summary>What the HTTP interface needs; <see cref="ActorHttpApiExtensions.MapActors"/> puts it on routes.</summary>
public sealed class ActorHttpApi
{
    /// <summary>The entities and their messages.</summary>
    public required ActorModel Model { get; init; }

    /// <summary>The way to the entities.</summary>
    public required IShardRegion Region { get; init; }

    /// <summary>Where histories are read.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>What event streams follow.</summary>
    public required IJournalTail Tail { get; init; }

    /// <summary>The dead letters.</summary>
    public required IDeadLetterStore DeadLetters { get; init; }

    /// <summary>What can be done about them; without it they can only be listed.</summary>
    public DeadLetters? Letters { get; init; }

    /// <summary>The ingresses of the node; without it they cannot be seen.</summary>
    public IngressDirectory? Ingresses { get; init; }

    /// <summary>Whether the node should get work.</summary>
    public required IReadiness Readiness { get; init; }

    /// <summary>What the node knows of its cluster; without it there is no address that tells.</summary>
    public Func<ClusterState>? Cluster { get; init; }

    /// <summary>Writes the changes that operators make at these addresses to the audit; without it they are not written down.</summary>
    internal OperatorChanges? Changes { get; init; }

    /// <summary>The clock of heartbeats and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The limits.</summary>
    public HttpApiOptions Options { get; init; } = new();
}
