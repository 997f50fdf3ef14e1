using Actors.Benchmarks.Domain;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using static Actors.Persistence.Sql.Projections.Tables.SqlColumn;

namespace Actors.Benchmarks.Projections;

/// <summary>A row for every event, which nothing can join with another, and a row of sums for every account.</summary>
internal sealed class BookingsProjection : SqlProjection
{
    /// <param name="version">Its version.</param>
    /// <param name="announce">A side effect of each event, which must not be repeated by a rebuild.</param>
    public BookingsProjection(int version, Action? announce = null)
        : base("bookings", version, Account.Model)
    {
        var bookings = Table("bookings", Text("account").Key(), Number("version").Key(), Number("amount"), Number("balance"));
        var accounts = Table("accounts", Text("account").Key(), Number("bookings"), Number("balance"));
        On<Account.Booked>((context, booked) =>
        {
            context.Upsert(bookings, RowKey.Of(context.Id, context.Version.Value), ("amount", booked.Amount), ("balance", booked.Balance));
            context.Add(accounts, context.Id, ("bookings", 1));
            context.Upsert(accounts, context.Id, ("balance", booked.Balance));
            if (!context.IsRebuilding)
            {
                announce?.Invoke();
            }
        });
    }
}
