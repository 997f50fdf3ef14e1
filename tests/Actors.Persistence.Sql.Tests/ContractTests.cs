using Actors.Persistence.Sql.Tests.Sources;
using Actors.TestKit.Contracts;

namespace Actors.Persistence.Sql.Tests;

public sealed class InMemoryJournalTests : JournalContract<InMemorySource>;

public sealed class SqliteJournalTests : JournalContract<SqliteSource>;

public sealed class PostgresJournalTests : JournalContract<PostgresSource>;

public sealed class InMemoryJournalReadTests : JournalReadContract<InMemorySource>;

public sealed class SqliteJournalReadTests : JournalReadContract<SqliteSource>;

public sealed class PostgresJournalReadTests : JournalReadContract<PostgresSource>;
