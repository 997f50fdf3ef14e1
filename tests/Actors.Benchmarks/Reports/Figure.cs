using System.Text.Json.Serialization;

namespace Actors.Benchmarks.Reports;

/// <summary>One measured figure, in the form of the JSON report.</summary>
internal sealed record Figure
{
    /// <summary>The scenario it belongs to.</summary>
    public required string Scenario { get; init; }

    /// <summary>Which of its figures it is.</summary>
    public required string Case { get; init; }

    public required string Database { get; init; }

    /// <summary>Operations under way at once; 0 in an open loop.</summary>
    public required int Callers { get; init; }

    public required int Entities { get; init; }

    /// <summary>Events of one command.</summary>
    public int Events { get; init; } = 1;

    /// <summary>The payload of one event, in bytes.</summary>
    public int PayloadBytes { get; init; }

    /// <summary>Arrivals per second of an open loop.</summary>
    public double? OfferedPerSecond { get; init; }

    /// <summary>Commands, reads or entities per second.</summary>
    public required double PerSecond { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    public required double P999Ms { get; init; }

    public required double MaxMs { get; init; }

    /// <summary>Processor time of this process for one command, load generator included.</summary>
    public double? ProcessMicroseconds { get; init; }

    /// <summary>Processor time of the database server for one command.</summary>
    public double? ServerMicroseconds { get; init; }

    /// <summary>Bytes allocated in this process for one command, load generator included.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>The raw limit with one row per record, measured before and after.</summary>
    public double? RawRowsPerSecond { get; init; }

    /// <summary>The raw limit with one row per shard and commit, measured before and after.</summary>
    public double? RawBlocksPerSecond { get; init; }

    /// <summary>Operations without an answer in time.</summary>
    public long Errors { get; init; }

    /// <summary>What else there is to say.</summary>
    public string? Note { get; init; }

    /// <summary>Events per second as a share of the raw rows.</summary>
    public double? ShareOfRows => PerSecond * Events / RawRowsPerSecond;

    /// <summary>Events per second as a share of the raw blocks.</summary>
    public double? ShareOfBlocks => PerSecond * Events / RawBlocksPerSecond;

    /// <summary>Where a table has no room for zeros.</summary>
    [JsonIgnore]
    public string CallersText => Callers == 0 ? string.Empty : Reports.Text.Number(Callers);
}
