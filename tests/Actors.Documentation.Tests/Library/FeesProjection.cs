using Actors.Persistence.Sql.Projections;
using Actors.Schema;
using static Actors.Persistence.Sql.Projections.Tables.SqlColumn;

namespace Library;

// <projection>
public sealed class FeesProjection : SqlProjection
{
    public FeesProjection(ActorModel model)
        : base("fees", version: 1, model)
    {
        var fees = Table("fees", Text("reader").Key(), Number("amount_in_cents"));
        On<FeeCharged>((context, fee) => context.Add(fees, context.Id, ("amount_in_cents", (long)(fee.Amount * 100))));
    }
}
// </projection>
