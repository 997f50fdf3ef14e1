using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Actors.Runtime.Tests.TrafficFines;

/// <summary>The recorded log, or a fixed share of its fines.</summary>
internal sealed class FineLog
{
    private FineLog(IReadOnlyList<Row> rows, IReadOnlySet<string> exceptions)
    {
        Rows = rows;
        Exceptions = exceptions;
    }

    /// <summary>The rows, in order of their dates.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>The fines of which the source lost a payment, so that its totals do not add up.</summary>
    public IReadOnlySet<string> Exceptions { get; }

    /// <summary>Reads the log.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="share">One fine in so many is taken, always the same ones.</param>
    public static async Task<FineLog> Read(string folder, int share)
    {
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "expected.json")));
        var exceptions = expected.RootElement.GetProperty("ledger_mismatch_cases").GetProperty("cases").EnumerateArray()
            .Select(c => c.GetProperty("case").GetString()!).Where(c => IsTaken(c, share)).ToHashSet();
        await using var file = File.OpenRead(Path.Combine(folder, "events.csv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        await reader.ReadLineAsync();
        var rows = new List<Row>();
        while (await reader.ReadLineAsync() is { } line)
        {
            var fields = line.Split(',', 11);
            if (IsTaken(fields[2], share))
            {
                rows.Add(new Row(fields[2], fields[3], Date(fields[4]), Cents(fields[8]), Cents(fields[9])));
            }
        }

        return new FineLog(rows, exceptions);
    }

    private static bool IsTaken(string id, int share) => Key(id).Hash % (ulong)share == 0;

    private static EntityKey Key(string id) => new(Fine.Type, new EntityId(id));

    private static DateTimeOffset Date(string text) => DateTimeOffset.ParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static long Cents(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One event of the log.</summary>
    internal sealed record Row(string Fine, string Activity, DateTimeOffset Date, long PaymentCents, long TotalPaidCents);
}
