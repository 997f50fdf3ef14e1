using System.Globalization;
using System.Text;

namespace Shop.Node.Tests.Input;

/// <summary>
/// A generated file of the form of Online Retail, with what it adds up to: sales, cancellations and adjustments; true duplicates;
/// quoted line breaks; rows that nobody can read and rows that an invoice refuses. The same seed makes the same file.
/// </summary>
internal sealed class RetailFile
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static readonly string[] Countries = ["United Kingdom", "Netherlands", "EIRE", "Germany", "France", "Channel Islands"];

    private readonly Random _random;
    private readonly StringBuilder _text = new(Header);
    private readonly HashSet<string> _invoices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _stock = new(StringComparer.Ordinal);
    private readonly int _initialStock;

    public RetailFile(int seed, int rows, int initialStock = 1_000)
    {
        _random = new Random(seed);
        _initialStock = initialStock;
        while (Rows < rows)
        {
            AddInvoice();
        }
    }

    public byte[] Content => Encoding.UTF8.GetBytes(_text.ToString());

    public long Rows { get; private set; }

    public List<long> BadRows { get; } = [];

    public long Rejected { get; private set; }

    public long Booked { get; private set; }

    public long Invoices => _invoices.Count;

    public decimal Gross { get; private set; }

    public decimal Cancelled { get; private set; }

    public SortedDictionary<string, decimal> NetByCountry { get; } = new(StringComparer.Ordinal);

    /// <summary>What a stock replay accepts.</summary>
    public long Sold { get; private set; }

    /// <summary>What a stock replay refuses.</summary>
    public long Refused { get; private set; }

    /// <summary>The pieces a stock replay sells.</summary>
    public long Units { get; private set; }

    /// <summary>The products that are ever sold cleanly, each of which gets an opening stock.</summary>
    public int Products => _stock.Count;

    private void AddInvoice()
    {
        var kind = _random.Next(100) switch { < 12 => "C", 12 => "A", _ => string.Empty };
        var invoice = $"{kind}{_random.Next(500_000, 999_999)}";
        var country = Countries[_random.Next(Countries.Length)];
        var date = $"{_random.Next(1, 13)}/{_random.Next(1, 29)}/2011 {_random.Next(0, 24)}:{_random.Next(0, 60):00}";
        for (var lines = _random.Next(1, 40); lines > 0; lines--)
        {
            AddLine(invoice, country, date);
        }
    }

    private void AddLine(string invoice, string country, string date)
    {
        if (_random.Next(150) == 0)
        {
            AddBadRow(invoice, date);
        }

        var code = $"{_random.Next(20_000, 20_400)}";
        var price = decimal.Divide(_random.Next(1, 20_000), _random.Next(20) == 0 ? 1_000 : 100) * (invoice[0] == 'A' ? -1 : 1);
        var quantity = _random.Next(1, 80) * (invoice[0] == 'C' ? -1 : 1);
        quantity = _random.Next(200) == 0 ? (invoice[0] == 'C' ? 5 : 0) : quantity;
        var description = _random.Next(40) == 0 ? $"\"RED, \"\"BIG\"\"\nBOX {code}\"" : $"BOX {code}";
        var customer = _random.Next(4) == 0 ? string.Empty : $"{_random.Next(12_000, 18_000)}";
        var line = string.Create(CultureInfo.InvariantCulture, $"{invoice},{code},{description},{quantity},{date},{price},{customer},{country}\n");
        for (var copies = _random.Next(60) == 0 ? 2 : 1; copies > 0; copies--)
        {
            Rows++;
            _text.Append(line);
            Book(invoice, country, quantity, price);
            Sell(invoice, code, quantity, price);
        }
    }

    private void AddBadRow(string invoice, string date)
    {
        Rows++;
        BadRows.Add(Rows);
        _text.Append(_random.Next(5) switch
        {
            0 => $"{invoice},20001,BOX,many,{date},2.50,,EIRE\n",
            1 => $"{invoice},20001,BOX,1,13/45/2011 8:26,2.50,,EIRE\n",
            2 => $"{invoice},20001\n",
            3 => $"B-{invoice},20001,BOX,1,{date},2.50,,EIRE\n",
            _ => $"{invoice},20001,BOX,1,{date},2.50,,EIRE,more\n",
        });
    }

    private void Book(string invoice, string country, int quantity, decimal price)
    {
        if (quantity == 0 || (invoice[0] == 'C' && quantity > 0))
        {
            Rejected++;
            return;
        }

        Booked++;
        _invoices.Add(invoice);
        var amount = quantity * price;
        Gross += invoice[0] == 'C' ? 0 : amount;
        Cancelled += invoice[0] == 'C' ? amount : 0;
        NetByCountry[country] = NetByCountry.GetValueOrDefault(country) + amount;
    }

    private void Sell(string invoice, string code, int quantity, decimal price)
    {
        if (!char.IsAsciiDigit(invoice[0]) || quantity <= 0 || price <= 0)
        {
            return;
        }

        var left = _stock.GetValueOrDefault(code, _initialStock);
        _stock[code] = left >= quantity ? left - quantity : left;
        Sold += left >= quantity ? 1 : 0;
        Refused += left >= quantity ? 0 : 1;
        Units += left >= quantity ? quantity : 0;
    }
}
