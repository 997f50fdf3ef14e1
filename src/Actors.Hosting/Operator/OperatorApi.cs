using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Logging;
using Actors.Hosting.Operator.Nodes;
using Actors.Operations;
using Actors.Runtime;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>What the operators' addresses need.</summary>
internal sealed record OperatorApi
{
    public required ActorSystem System { get; init; }

    public required ActorsOptions Options { get; init; }

    public required ModelRoutes Routes { get; init; }

    public required RecentLog Log { get; init; }

    public required AuditFile Audit { get; init; }

    public required OperatorChanges Changes { get; init; }

    public required NodeRouting Nodes { get; init; }

    /// <summary>The commands that the application adds to pbm.</summary>
    public required IReadOnlyList<PaletteCommand> Palette { get; init; }

    /// <summary>Writes the metrics as Prometheus gets them; <see langword="null"/> when they are not served.</summary>
    public required RequestDelegate? Metrics { get; init; }

    /// <summary>How long a member may be silent before the others count it as lost.</summary>
    public required TimeSpan Lease { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
