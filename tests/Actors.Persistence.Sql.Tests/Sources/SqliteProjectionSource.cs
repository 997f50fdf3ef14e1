using Actors.Persistence.Sql.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests.Sources;

public sealed class SqliteProjectionSource : SqlProjectionSource
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-builds-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<ISqlReadModels> New() =>
        Task.FromResult<ISqlReadModels>(new SqliteReadModels(Path.Combine(_folder, "readmodels.db"), NullLogger.Instance));
}
