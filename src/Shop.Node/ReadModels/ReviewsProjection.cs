using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;
using Shop.Fraud;

namespace Shop.Node.ReadModels;

/// <summary>One row for each order that waits for a person; it goes when the order is decided or ends.</summary>
internal sealed class ReviewsProjection : SqlProjection
{
    private readonly SqlTable _reviews;

    public ReviewsProjection(ActorModel model)
        : base("reviews", 1, model)
    {
        _reviews = Table(
            "shop_reviews",
            SqlColumn.Text("id").Key(),
            SqlColumn.Text("customer"),
            SqlColumn.Text("country"),
            SqlColumn.Number("amount"),
            SqlColumn.Text("rule"),
            SqlColumn.Number("opened"),
            SqlColumn.Number("due")).Index("opened", "id");
        On<FraudCheckEvent.ReviewOpened>(Open);
        On<FraudCheckEvent.OrderCleared>((context, _) => Close(context));
        On<FraudCheckEvent.OrderRefused>((context, _) => Close(context));
        On<FraudCheckEvent.ReviewExpired>((context, _) => Close(context));
        On<FraudCheckEvent.CheckWithdrawn>((context, _) => Close(context));
    }

    private void Open(ProjectionContext context, FraudCheckEvent.ReviewOpened review) => context.Upsert(
        _reviews,
        context.Id,
        ("customer", review.Customer),
        ("country", review.Country),
        ("amount", Money.ToStored(review.Amount)),
        ("rule", review.Rule),
        ("opened", Days.ToStored(context.Time)),
        ("due", Days.ToStored(review.Due)));

    /// <summary>An order that its check decided at once, as the first of its events, has no row.</summary>
    private void Close(ProjectionContext context)
    {
        if (context.Version.Value > 1)
        {
            context.Delete(_reviews, context.Id);
        }
    }
}
