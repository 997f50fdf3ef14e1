using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests.Sources;

public sealed class PostgresProjectionSource : SqlProjectionSource
{
    protected override async Task<ISqlReadModels> New() => new PostgresReadModels(
        new PostgresOptions { ConnectionString = await new PostgresSource().ConnectionString() }, NullLogger.Instance);
}
