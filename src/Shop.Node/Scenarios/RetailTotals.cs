using System.Globalization;
using Actors.Streams;
using Shop.Invoices;
using Shop.Retail;

namespace Shop.Node.Scenarios;

/// <summary>What an Online Retail file adds up to, by a plain loop over its rows: no entity, no journal.</summary>
internal sealed class RetailTotals
{
    private readonly HashSet<string> _invoices = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public long BadRows { get; private set; }

    public long Invoices => _invoices.Count;

    public long Lines { get; private set; }

    public decimal Gross { get; private set; }

    public decimal Cancelled { get; private set; }

    public Dictionary<string, decimal> ByCountry { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, decimal> ByMonth { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, decimal> ByProduct { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds up a file.</summary>
    public static async Task<RetailTotals> Of(ISource rows, CancellationToken cancellationToken)
    {
        var totals = new RetailTotals();
        var decoder = new OnlineRetailDecoder();
        await foreach (var record in rows.Read(Actors.LanePosition.None, cancellationToken))
        {
            totals.Rows++;
            if (decoder.Decode(record).Command is { Command: InvoiceCommand.BookLine line } command)
            {
                totals.Add(command.Target.Id.Value, line);
            }
            else
            {
                totals.BadRows++;
            }
        }

        return totals;
    }

    private static void Add(Dictionary<string, decimal> sums, string key, decimal amount) =>
        sums[key] = sums.GetValueOrDefault(key) + amount;

    private void Add(string invoice, InvoiceCommand.BookLine line)
    {
        var amount = line.Quantity * line.UnitPrice;
        _invoices.Add(invoice);
        Lines++;
        if (invoice[0] == 'C')
        {
            Cancelled += amount;
        }
        else
        {
            Gross += amount;
        }

        Add(ByCountry, line.Country, amount);
        Add(ByMonth, line.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture), amount);
        Add(ByProduct, line.StockCode, amount);
    }
}
