using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Logging;
using Actors.Runtime;

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

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
