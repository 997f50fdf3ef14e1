namespace Shop.Node.Scenarios;

/// <summary>The totals of a scenario, as the node's read models tell them.</summary>
/// <param name="Differences">Where the input says something else.</param>
/// <param name="Accepted">Commands of the input that were accepted.</param>
/// <param name="Rejected">Commands of the input that were rejected.</param>
internal sealed record ScenarioTotals(IReadOnlyList<string> Differences, long Accepted, long Rejected)
{
    /// <summary>Invoices, or generated orders.</summary>
    public long? Invoices { get; init; }

    /// <summary>Their lines.</summary>
    public long? Lines { get; init; }

    /// <summary>What all lines but the cancelled ones come to.</summary>
    public decimal? Gross { get; init; }

    /// <summary>What the cancelled ones come to.</summary>
    public decimal? Cancelled { get; init; }

    /// <summary>Units sold, in a stock replay.</summary>
    public long? Units { get; init; }
}
