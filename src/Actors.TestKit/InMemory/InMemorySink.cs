using Actors.Streams.Publishing;

namespace Actors.TestKit.InMemory;

/// <summary>A sink that keeps what it gets, for tests without a broker; it can be told to be away, slow, or to fail halfway. Thread-safe.</summary>
public sealed class InMemorySink : ISink
{
    private readonly List<SinkRecord> _records = [];

    /// <summary>Whether it is away: publishing fails after half of the records have arrived.</summary>
    public bool IsAway { get; set; }

    /// <summary>How long it takes. Default: no time.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The most bytes of a record. Default: 1 MiB.</summary>
    public int RecordBytesMax { get; init; } = 1024 * 1024;

    /// <summary>What has arrived, in order.</summary>
    public IReadOnlyList<SinkRecord> Records
    {
        get
        {
            lock (_records)
            {
                return [.. _records];
            }
        }
    }

    /// <inheritdoc/>
    public async Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (records.FirstOrDefault(r => r.Payload.Length > RecordBytesMax) is { } large)
        {
            throw new RecordRefusedException($"A record of '{large.Key}' is refused: its size is {large.Payload.Length} bytes, and at most {RecordBytesMax} are taken.");
        }

        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        bool isAway;
        lock (_records)
        {
            isAway = IsAway; // Once: it may come back in the middle, and half of the records must not pass for all.
            _records.AddRange(isAway ? records.Take(records.Count / 2) : records);
        }

        if (isAway)
        {
            throw new SinkUnavailableException("The sink in memory is away, as its test wants it.");
        }
    }
}
