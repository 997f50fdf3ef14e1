using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Asks brokers what partitions hold, with a client of its own: a question may never return when brokers restart meanwhile, whatever its
/// time limit says (seen with librdkafka 2.0), and a client that is in use cannot be disposed of. So nobody waits for a question longer than
/// <see cref="GraceOfAnswers"/> beyond its limit, the next one goes to a new client, and the old one is disposed of when its questions have returned.
/// Thread-safe.
/// </summary>
/// <param name="connect">Makes a client.</param>
/// <param name="time">The clock.</param>
internal sealed class OffsetQueries(Func<IOffsetClient> connect, TimeProvider time)
{
    /// <summary>How many clients may wait for answers that never come; then no question is asked until one of them is back.</summary>
    public const int LeftBehindMax = 16;

    /// <summary>How much longer than its limit a question may take.</summary>
    public static readonly TimeSpan GraceOfAnswers = TimeSpan.FromSeconds(5);

    private const int AtOnceMax = 8; // Each has a thread.
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private Shared? _client;
    private int _atOnce;
    private int _leftBehind;
    private bool _isEnded;

    /// <summary>How many clients were left behind and have not come back.</summary>
    public int LeftBehind => Volatile.Read(ref _leftBehind);

    /// <summary>Asks for the first offset of a partition, and the one behind its last.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="within">How long the brokers may take.</param>
    /// <param name="cancellationToken">Stops waiting at once.</param>
    /// <exception cref="KafkaException">The brokers do not answer in time, or refuse it.</exception>
    /// <exception cref="OperationCanceledException">The token fell, or it has ended.</exception>
    public Task<WatermarkOffsets> Ask(TopicPartition partition, TimeSpan within, CancellationToken cancellationToken) =>
        Ask(client => client.Ask(partition, within), within, cancellationToken);

    /// <summary>Asks for the partitions of those of the topics that the brokers know.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="within">How long the brokers may take.</param>
    /// <param name="cancellationToken">Stops waiting at once.</param>
    /// <exception cref="KafkaException">The brokers do not answer in time, or refuse it.</exception>
    /// <exception cref="OperationCanceledException">The token fell, or it has ended.</exception>
    public Task<IReadOnlyList<TopicPartition>> PartitionsOf(IReadOnlyList<string> topics, TimeSpan within, CancellationToken cancellationToken) =>
        Ask(client => client.PartitionsOf(topics, within), within, cancellationToken);

    /// <summary>Ends it without waiting for questions that are under way.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            if (_client is { } client)
            {
                Replace(client);
            }
        }
    }

    private async Task<T> Ask<T>(Func<IOffsetClient, T> question, TimeSpan within, CancellationToken cancellationToken)
    {
        await Enter(cancellationToken).ConfigureAwait(false);
        try
        {
            return await AskNow(question, within, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<T> AskNow<T>(Func<IOffsetClient, T> question, TimeSpan within, CancellationToken cancellationToken)
    {
        var client = Take();
        var asking = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return question(client.Client);
                }
                finally
                {
                    GiveBack(client);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning, // It blocks, perhaps for ever: a thread of its own.
            TaskScheduler.Default);
        _ = asking.ContinueWith(a => a.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            return await asking.WaitAsync(within + GraceOfAnswers, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                Replace(client);
            }

            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "the brokers did not answer, and the client does not come back"));
        }
    }

    private Shared Take()
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                throw new OperationCanceledException("Nothing is asked any more.");
            }

            if (_client is null && _leftBehind >= LeftBehindMax)
            {
                throw new KafkaException(new Error(ErrorCode.Local_Fail, $"{_leftBehind} clients wait for answers that do not come; restart the node if this lasts"));
            }

            _client ??= new Shared(connect());
            _client.Users++;
            return _client;
        }
    }

    private void GiveBack(Shared client)
    {
        lock (_lock)
        {
            if (--client.Users > 0 || !client.IsLeftBehind)
            {
                return;
            }

            _leftBehind--;
        }

        client.Client.Dispose();
    }

    /// <summary>Asks nothing more with a client. The lock is held.</summary>
    private void Replace(Shared client)
    {
        if (client.IsLeftBehind || _client != client)
        {
            return;
        }

        _client = null;
        client.IsLeftBehind = true;
        if (client.Users > 0)
        {
            _leftBehind++;
        }
        else
        {
            client.Client.Dispose();
        }
    }

    private async Task Enter(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_atOnce < AtOnceMax)
            {
                _atOnce++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        using var cancelled = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task.ConfigureAwait(false);
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return; // It has the place of the one that leaves.
                }
            }

            _atOnce--;
        }
    }

    private sealed class Shared(IOffsetClient client)
    {
        public IOffsetClient Client { get; } = client;

        public int Users { get; set; }

        public bool IsLeftBehind { get; set; }
    }
}
