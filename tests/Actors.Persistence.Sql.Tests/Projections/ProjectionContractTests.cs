using Actors.Persistence.Sql.Tests.Sources;
using Actors.TestKit.Contracts.Projections;

namespace Actors.Persistence.Sql.Tests.Projections;

public sealed class InMemoryProjectionBuildTests : ProjectionBuildContract<InMemoryProjectionSource>;

public sealed class InMemoryProjectionVersionTests : ProjectionVersionContract<InMemoryProjectionSource>;

public sealed class SqliteProjectionBuildTests : ProjectionBuildContract<SqliteProjectionSource>;

public sealed class SqliteProjectionVersionTests : ProjectionVersionContract<SqliteProjectionSource>;

public sealed class PostgresProjectionBuildTests : ProjectionBuildContract<PostgresProjectionSource>;

public sealed class PostgresProjectionVersionTests : ProjectionVersionContract<PostgresProjectionSource>;
