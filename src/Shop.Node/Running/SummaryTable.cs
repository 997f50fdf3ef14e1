using System.Globalization;

namespace Shop.Node.Running;

/// <summary>The summary for people.</summary>
internal static class SummaryTable
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, Summary summary)
    {
        Row(output, "invoices", summary.Invoices);
        Row(output, "lines", summary.Lines);
        Row(output, "gross", summary.Gross);
        Row(output, "cancelled", summary.Cancelled);
        Row(output, "net", summary.Net);
        Row(output, "units sold", summary.Units);
        Row(output, "commands accepted", summary.Accepted);
        Row(output, "commands rejected", summary.Rejected);
        Row(output, "dead letters", summary.DeadLettered);
        Row(output, "events seen from outside", summary.Published);
        Row(output, "events seen again", summary.PublishedAgain);
        Row(output, "seconds", summary.Seconds);
        Row(output, "commands per second", summary.CommandsPerSecond);
        Row(output, "journal records per second", summary.EventsPerSecond);
        Row(output, "peak memory, MB", summary.PeakMemoryBytes / 1_000_000);
        output.WriteLine(summary.Reconciled ? "reconciled" : "NOT reconciled:");
        foreach (var difference in summary.Differences)
        {
            output.WriteLine($"  {difference}");
        }
    }

    private static void Row(TextWriter output, string name, object? value)
    {
        if (value is not null)
        {
            var text = value is IFormattable number
                ? number.ToString(value is double ? "N1" : "N0", CultureInfo.InvariantCulture)
                : value.ToString();
            output.WriteLine($"  {name,-28}{text,20}");
        }
    }
}
