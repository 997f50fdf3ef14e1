using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Projections;
using Actors.Schema;
using static Actors.Persistence.Sql.Projections.Tables.SqlColumn;

namespace Library;

// <projection-version-2>
public sealed class FeesByBookProjection : SqlProjection
{
    public FeesByBookProjection(ActorModel model)
        : base("fees", version: 2, model)
    {
        var fees = Table("fees", Text("reader").Key(), Number("amount_in_cents"), Number("charges"), Time("latest")).Index("latest");
        var books = Table("fees_by_book", Text("reader").Key(), Text("book").Key(), Number("amount_in_cents"));
        On<FeeCharged>((context, fee) =>
        {
            var cents = (long)(fee.Amount * 100);
            context.Add(fees, context.Id, ("amount_in_cents", cents), ("charges", 1));
            context.Upsert(fees, context.Id, ("latest", context.Time));
            context.Add(books, RowKey.Of(context.Id, fee.Book), ("amount_in_cents", cents));
        });
    }

    public override HandlerRecoveryStrategy Recovery => HandlerRecoveryStrategy.Park with { Retries = 5 };
}
// </projection-version-2>
