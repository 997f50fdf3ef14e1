using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;

namespace Actors.Persistence.Sql.Tests.Audits;

/// <summary>A read model that counts the records of each entity.</summary>
internal sealed class CountedEntities : SqlProjection
{
    public CountedEntities()
        : base("counted-entities", 1, new ActorModel([]))
    {
        var entities = Table("counted_entities", SqlColumn.Text("entity").Key(), SqlColumn.Number("records"));
        OnRecord((context, record) => context.Add(entities, record.Entity.ToString(), ("records", 1L)));
    }
}
