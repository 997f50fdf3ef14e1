using System.Data.Common;
using System.Globalization;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Schema;
using Shop.Invoices;
using Shop.Orders;

namespace Shop.Node.ReadModels;

/// <summary>
/// Sales by country, product, month and day, and their total: what invoices were booked, and what orders were paid and sent back.
/// </summary>
internal sealed class SalesProjection(ActorModel model) : ISqlProjection
{
    private readonly SumTable _sales = new("sales", ["dimension", "name"], ["invoices", "lines", "units", "gross", "cancelled"]);

    // Lines come by day: the texts of the last one serve thousands.
    private DateOnly _date;
    private string _month = string.Empty;
    private string _day = string.Empty;

    public ReaderName Name { get; } = new("sales");

    public IReadOnlyList<string> CreateTables(SqlDialect dialect) => [_sales.Create(dialect)];

    public Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken)
    {
        _sales.Clear();
        foreach (var record in records)
        {
            switch (model.EventOf(record))
            {
                case InvoiceEvent.InvoiceLineBooked line:
                    var isCancelled = line.Kind == InvoiceKind.Cancellation;
                    var isFirst = record.Version.Value == 1;
                    Add(line.Country, line.StockCode, line.Date, isFirst ? 1 : 0, line.Quantity, line.Amount, isCancelled);
                    break;
                case OrderEvent.OrderPaid paid:
                    Add(paid.Lines, paid.Country, record.Time, 1, isCancelled: false);
                    break;
                case OrderEvent.LinesReturned returned:
                    Add(returned.Lines, returned.Country, record.Time, 0, isCancelled: true);
                    break;
            }
        }

        return _sales.Write(transaction, cancellationToken);
    }

    private void Add(IReadOnlyList<OrderLine> lines, string country, DateTimeOffset time, long orders, bool isCancelled)
    {
        foreach (var line in lines)
        {
            var sign = isCancelled ? -1 : 1;
            Add(country, line.StockCode, time, orders, sign * line.Quantity, sign * line.Quantity * line.UnitPrice, isCancelled);
            orders = 0;
        }
    }

    private void Add(string country, string product, DateTimeOffset time, long invoices, long units, decimal amount, bool isCancelled)
    {
        var stored = Money.ToStored(amount);
        ReadOnlySpan<long> sums = [invoices, 1, units, isCancelled ? 0 : stored, isCancelled ? stored : 0];
        var date = DateOnly.FromDateTime(time.UtcDateTime);
        if (date != _date)
        {
            (_date, _month, _day) = (date, date.ToString("yyyy-MM", CultureInfo.InvariantCulture), date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        _sales.Add(new("total", "all"), sums);
        _sales.Add(new("country", country), sums);
        _sales.Add(new("product", product), sums);
        _sales.Add(new("month", _month), sums);
        _sales.Add(new("day", _day), sums);
    }
}
