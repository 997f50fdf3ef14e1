using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;
using Actors.TestKit.Contracts.Projections;
using static Actors.Persistence.Sql.Projections.Tables.SqlColumn;

namespace Actors.Persistence.Sql.Tests.Sources;

/// <summary>Counts the records of each entity. Version 2 has a column more.</summary>
internal sealed class CountingByVersion : SqlProjection
{
    public CountingByVersion(int version, IProjectionSource source)
        : base(IProjectionSource.Name.Value, version, new ActorModel([]))
    {
        var counts = version == 1
            ? Table("counts", Text("entity").Key(), Number("records"), Number("version"))
            : Table("counts", Text("entity").Key(), Number("records"), Text("last").Nullable(), Number("version")).Index("last");
        OnRecord((context, record) => Count(context, counts, record, source));
    }

    private void Count(ProjectionContext context, SqlTable counts, JournalRecord record, IProjectionSource source)
    {
        context.Add(counts, record.Entity.ToString(), ("records", 1));
        if (source.Fails(record))
        {
            throw new InvalidOperationException("The test wants this.");
        }

        context.Upsert(counts, record.Entity.ToString(), ("version", Version));
        if (!context.IsRebuilding)
        {
            source.Effects.Enqueue((record.Shard, record.Sequence.Value));
        }
    }
}
