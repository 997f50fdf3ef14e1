using Actors.Journal;
using Actors.Journal.Retention;

namespace Actors.Persistence.Sql.Tests;

/// <summary>Lets the whole log go, and no history.</summary>
internal sealed class LogPolicy : IRetentionPolicy
{
    public DateTimeOffset LogBefore => DateTimeOffset.MaxValue;

    public HistoryLimit? LimitOf(Snapshot snapshot) => null;
}
