using System.Globalization;

namespace Shop.Tests.TrafficFines;

/// <summary>What the tests need of a row of the log, its own running total included.</summary>
public readonly record struct FineRow(string Case, string Activity, DateOnly Date, long? AmountCents, long? ExpenseCents, long? PaymentCents, long? TotalPaidCents)
{
    public static readonly string[] Columns =
    [
        "seq", "src_row", "case_id", "activity", "date", "resource", "amount_cents", "expense_cents", "payment_cents", "total_paid_cents",
        "article", "dismissal", "last_sent", "notification_type", "points", "vehicle_class", "amount_src", "expense_src", "payment_src",
    ];

    /// <summary>The log quotes nothing, so a split is enough.</summary>
    public static FineRow Parse(string line)
    {
        var fields = line.Split(',');
        return fields.Length == Columns.Length
            ? new FineRow(
                fields[2], fields[3], DateOnly.ParseExact(fields[4], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Cents(fields[6]), Cents(fields[7]), Cents(fields[8]), Cents(fields[9]))
            : throw new FormatException($"It has {fields.Length} fields, not {Columns.Length}.");
    }

    private static long? Cents(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
