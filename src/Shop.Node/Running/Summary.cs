using System.Text.Json;

namespace Shop.Node.Running;

/// <summary>What a run has come to. Amounts are decimal strings, so that no reader rounds them.</summary>
internal sealed record Summary
{
    /// <summary>Whether everything adds up.</summary>
    public required bool Reconciled { get; init; }

    /// <summary>What does not add up; empty when reconciled.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Invoices, or generated orders.</summary>
    public long? Invoices { get; init; }

    /// <summary>Their lines.</summary>
    public long? Lines { get; init; }

    /// <summary>What all lines but the cancelled ones come to.</summary>
    public string? Gross { get; init; }

    /// <summary>What the cancelled ones come to; negative.</summary>
    public string? Cancelled { get; init; }

    /// <summary>Gross and cancelled together.</summary>
    public string? Net { get; init; }

    /// <summary>Commands accepted, over all starts of this data.</summary>
    public required long Accepted { get; init; }

    /// <summary>Commands rejected, over all starts of this data.</summary>
    public required long Rejected { get; init; }

    /// <summary>The same as <see cref="Rejected"/>, under the name of a stock replay.</summary>
    public long? Refused { get; init; }

    /// <summary>Units sold in a stock replay.</summary>
    public long? Units { get; init; }

    /// <summary>Dead letters that wait.</summary>
    public required long DeadLettered { get; init; }

    /// <summary>Events that a consumer of the topic has seen, each once, where the run goes through Kafka.</summary>
    public long? Published { get; init; }

    /// <summary>Events that it has seen again and passed over.</summary>
    public long? PublishedAgain { get; init; }

    /// <summary>How long this process took for the input.</summary>
    public required double Seconds { get; init; }

    /// <summary>Commands of the input that this process brought to an outcome, per second.</summary>
    public required double CommandsPerSecond { get; init; }

    /// <summary>Records that this process added to the journal, per second.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>The most memory the process has held.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Writes it for machines.</summary>
    public async Task WriteJson(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, SummaryJson.Default.Summary, cancellationToken);
    }
}
