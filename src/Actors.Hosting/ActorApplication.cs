using Actors.Hosting.Configuration;
using Actors.Journal;
using Actors.Membership;
using Actors.Operations;
using Actors.Projections;
using Actors.Runtime;
using Actors.Schema;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>What an application brings to a node.</summary>
public sealed record ActorApplication
{
    /// <summary>Its entities, reactions and side effects.</summary>
    public required ActorModel Model { get; init; }

    /// <summary>Makes its projections, the keepers of its read models, from the opened store.</summary>
    public Func<IJournalStore, IReadOnlyList<IProjection>> Projections { get; init; } = static _ => [];

    /// <summary>Maps further addresses, such as those of its read models.</summary>
    public Action<IEndpointRouteBuilder, ActorSystem> Routes { get; init; } = static (_, _) => { };

    /// <summary>The commands that the application adds to <c>pbm</c>, such as <c>shop orders</c>.</summary>
    public IReadOnlyList<PaletteCommand> Palette { get; init; } = [];

    /// <summary>Chooses where logs go. Nothing by itself, so that an application decides.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = static _ => { };

    /// <summary>The limits of the runtime; <see langword="null"/> takes those that suit the store.</summary>
    public ActorSystemOptions? System { get; init; }

    /// <summary>The times of the cluster that a node with these settings is a member of: the settings' own, where they are given.</summary>
    internal MembershipOptions TimesOf(ActorsOptions options) => options.Cluster?.Times ?? System?.Cluster?.Times ?? new MembershipOptions();
}
