using Actors.Persistence.Sql.Tests.Sources;
using Actors.TestKit.Contracts;

namespace Actors.Persistence.Sql.Tests;

public sealed class InMemoryJournalTests : JournalContract<InMemorySource>;

public sealed class SqliteJournalTests : JournalContract<SqliteSource>;

public sealed class PostgresJournalTests : JournalContract<PostgresSource>;

public sealed class InMemoryJournalClaimTests : JournalClaimContract<InMemorySource>;

public sealed class SqliteJournalClaimTests : JournalClaimContract<SqliteSource>;

public sealed class PostgresJournalClaimTests : JournalClaimContract<PostgresSource>;

public sealed class InMemoryJournalReadTests : JournalReadContract<InMemorySource>;

public sealed class SqliteJournalReadTests : JournalReadContract<SqliteSource>;

public sealed class PostgresJournalReadTests : JournalReadContract<PostgresSource>;

public sealed class InMemoryJournalTimerTests : JournalTimerContract<InMemorySource>;

public sealed class SqliteJournalTimerTests : JournalTimerContract<SqliteSource>;

public sealed class PostgresJournalTimerTests : JournalTimerContract<PostgresSource>;

public sealed class InMemoryJournalConcurrencyTests : JournalConcurrencyContract<InMemorySource>;

public sealed class SqliteJournalConcurrencyTests : JournalConcurrencyContract<SqliteSource>;

public sealed class PostgresJournalConcurrencyTests : JournalConcurrencyContract<PostgresSource>;

public sealed class InMemoryJournalCompactionTests : JournalCompactionContract<InMemorySource>;

public sealed class SqliteJournalCompactionTests : JournalCompactionContract<SqliteSource>;

public sealed class PostgresJournalCompactionTests : JournalCompactionContract<PostgresSource>;

public sealed class InMemoryJournalRetentionTests : JournalRetentionContract<InMemorySource>;

public sealed class SqliteJournalRetentionTests : JournalRetentionContract<SqliteSource>;

public sealed class PostgresJournalRetentionTests : JournalRetentionContract<PostgresSource>;

public sealed class InMemoryJournalSharedHashTests : JournalSharedHashContract<InMemorySource>;

public sealed class SqliteJournalSharedHashTests : JournalSharedHashContract<SqliteSource>;

public sealed class PostgresJournalSharedHashTests : JournalSharedHashContract<PostgresSource>;

public sealed class SqliteJournalModelTests : JournalModelContract<SqliteSource>;

public sealed class PostgresJournalModelTests : JournalModelContract<PostgresSource>;

public sealed class InMemorySnapshotStoreTests : SnapshotStoreContract<InMemorySource>;

public sealed class SqliteSnapshotStoreTests : SnapshotStoreContract<SqliteSource>;

public sealed class PostgresSnapshotStoreTests : SnapshotStoreContract<PostgresSource>;

public sealed class InMemoryOffsetStoreTests : OffsetStoreContract<InMemorySource>;

public sealed class SqliteOffsetStoreTests : OffsetStoreContract<SqliteSource>;

public sealed class PostgresOffsetStoreTests : OffsetStoreContract<PostgresSource>;

public sealed class InMemoryMembershipStoreTests : MembershipStoreContract<InMemorySource>;

public sealed class SqliteMembershipStoreTests : MembershipStoreContract<SqliteSource>;

public sealed class PostgresMembershipStoreTests : MembershipStoreContract<PostgresSource>;

public sealed class InMemoryDeadLetterStoreTests : DeadLetterStoreContract<InMemorySource>;

public sealed class SqliteDeadLetterStoreTests : DeadLetterStoreContract<SqliteSource>;

public sealed class PostgresDeadLetterStoreTests : DeadLetterStoreContract<PostgresSource>;

public sealed class InMemoryRecordDirectoryTests : RecordDirectoryContract<InMemorySource>
{
    protected override bool FindsRecentRecords => false;
}

public sealed class SqliteRecordDirectoryTests : RecordDirectoryContract<SqliteSource>;

public sealed class PostgresRecordDirectoryTests : RecordDirectoryContract<PostgresSource>;
