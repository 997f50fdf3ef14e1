using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Actors.DeadLettering;
using Actors.Operations;
using Actors.Runtime.Lanes;
using Actors.Runtime.Streams.Control;
using Actors.Runtime.Telemetry;
using Actors.Streams;

namespace Actors.Runtime.Streams;

/// <summary>
/// Brings a source's records to the entities: decode, route, wait for the durable outcome, remember the place. What cannot be
/// decoded becomes a dead letter, and the source goes on. At most <see cref="RecordsInHandMax"/> records are in hand; a slow
/// journal slows the reading. Exactly once: after a crash the source is read again from the remembered place, and what had
/// taken effect takes none again.
/// </summary>
public sealed class Ingress : IIngressControl
{
    /// <summary>How many records may be read and not yet durable.</summary>
    public const int RecordsInHandMax = 8192;

    private readonly ISource _source;
    private readonly string _span;
    private readonly IngressParts _parts;
    private readonly IngressDecoding _decoding;
    private readonly TimeProvider _time;
    private readonly NodeMetrics _metrics;
    private readonly LetterKeeper _letters;
    private readonly IngressPlace _place;
    private readonly IQueuePartition? _queue;
    private long _read;
    private long _skipped;
    private long _accepted;
    private long _rejected;
    private long _repeated;
    private long _deadLettered;
    private volatile Exception? _fault;
    private LaneSender? _sender;
    private bool _hasEnded;

    internal Ingress(ISource source, IngressParts parts)
    {
        _source = source;
        _span = $"process {source.Lane}";
        _parts = parts;
        _decoding = parts.Decoding;
        _time = parts.Time;
        _metrics = parts.Metrics;
        _letters = new LetterKeeper(parts, count => Interlocked.Add(ref _deadLettered, count), () => _queue?.Settled(_sender!.Floor));
        _queue = source as IQueuePartition;
        _place = new IngressPlace(source, parts);
    }

    /// <summary>What has been done so far.</summary>
    public IngressCounts Counts => new(
        Interlocked.Read(ref _read),
        Interlocked.Read(ref _skipped),
        Interlocked.Read(ref _accepted),
        Interlocked.Read(ref _rejected),
        Interlocked.Read(ref _repeated),
        Interlocked.Read(ref _deadLettered));

    /// <summary>The place from which this process has read on; everything at or below it was done before.</summary>
    public LanePosition StartedAfter { get; private set; }

    /// <inheritdoc/>
    IReadOnlyList<IngressStatus> IIngressControl.Status => [StatusNow];

    /// <summary>What it does at the moment.</summary>
    internal IngressStatus StatusNow
    {
        get
        {
            var circuit = _parts.Circuit;
            var isPaused = _parts.Gate.PausedSince is not null;
            var place = _sender?.Floor ?? StartedAfter;
            return new IngressStatus
            {
                Ingress = _decoding.Name,
                Lane = _source.Lane.Name,
                State = _hasEnded ? IngressState.Ended : isPaused ? IngressState.Paused : circuit.State,
                Since = (_parts.Gate.PausedSince is { } paused && !_hasEnded ? paused : circuit.Since).UtcDateTime,
                Position = place.Value,
                Lag = (_source as ISourceLag)?.Behind(place),
                InHand = _sender?.EntryCount ?? 0,
                Read = Interlocked.Read(ref _read),
                DeadLettered = Interlocked.Read(ref _deadLettered),
                LastError = circuit.LastError?.Message,
                LastErrorTime = circuit.LastError?.Time.UtcDateTime,
            };
        }
    }

    /// <inheritdoc/>
    void IIngressControl.Pause() => _parts.Gate.Pause();

    /// <inheritdoc/>
    void IIngressControl.Resume() => _parts.Gate.Resume();

    /// <inheritdoc/>
    Task<IReadOnlyList<string>> IIngressControl.Accept(Lane? lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]); // A source of one lane that changes is another lane by itself.

    /// <summary>Runs until the source ends and everything of it is durable, however long the journal is away meanwhile.</summary>
    /// <exception cref="SourceUnreadableException">The source is missing or damaged.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Func<IngressCounts> counts = () => Counts;
        _metrics.Ingress.Started(_source.Lane.Name, counts);
        try
        {
            await RunUntilEnd(running.Token).ConfigureAwait(false);
            _hasEnded = true;
        }
        finally
        {
            await running.CancelAsync().ConfigureAwait(false);
            _metrics.Ingress.Ended(_source.Lane.Name, counts);
        }
    }

    private async Task RunUntilEnd(CancellationToken cancellationToken)
    {
        StartedAfter = await _place.Load(cancellationToken).ConfigureAwait(false);
        var sender = new LaneSender(_queue is null ? _source.Lane : null, StartedAfter, RecordsInHandMax, _parts.Shards, _time, cancellationToken)
        {
            Settled = (envelope, reply) =>
            {
                Count(envelope, reply);
                _queue?.Settled(_sender!.Floor);
            },
        };
        _sender = sender;
        using var shown = _metrics.Lanes.Add("ingress", _source.Lane.Name, () => [sender], _source is ISourceLag known ? () => known.Behind(sender.Floor) : null);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var saving = _place.SaveRegularly(sender, StartedAfter, reading.Token);
        var keeping = KeepLetters(sender, reading);
        try
        {
            var records = _source.Read(StartedAfter, reading.Token).GetAsyncEnumerator(reading.Token);
            await using var reader = records.ConfigureAwait(false);
            while (await ReadNext(records, sender, reading.Token).ConfigureAwait(false))
            {
                var record = records.Current;
                if (!_parts.IsOpen && !await WaitUntilOpen(reading.Token).ConfigureAwait(false))
                {
                    break;
                }

                _parts.Circuit.SourceGave(record.Position);
                Interlocked.Increment(ref _read);
                await Take(sender, record, reading.Token).ConfigureAwait(false);
                _queue?.Settled(sender.Floor);
            }

            await sender.Drain(reading.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_fault is not null)
        {
            ExceptionDispatchInfo.Throw(_fault);
        }
        finally
        {
            await reading.CancelAsync().ConfigureAwait(false);
            await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _place.Save(sender.Floor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads on. When the source fails, what it had given becomes durable first and its place is remembered: the source may not have it
    /// any more when it is asked again.
    /// </summary>
    private async ValueTask<bool> ReadNext(IAsyncEnumerator<SourceRecord> records, LaneSender sender, CancellationToken cancellationToken)
    {
        try
        {
            return await records.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await sender.Drain(cancellationToken).ConfigureAwait(false);
            await _place.Save(sender.Floor, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Keeps letters until the token falls; a failure that waiting does not mend ends the reading as well.</summary>
    private async Task KeepLetters(LaneSender sender, CancellationTokenSource reading)
    {
        try
        {
            await _letters.Run(sender, reading.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _fault = exception;
            await reading.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits while the ingress is paused or its circuit is open.</summary>
    /// <returns>Whether to read on; not when the partition is taken away meanwhile.</returns>
    private async Task<bool> WaitUntilOpen(CancellationToken cancellationToken)
    {
        var ending = (_source as ISourcePartition)?.Ending ?? CancellationToken.None;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
        try
        {
            await _parts.Gate.Pass(either.Token).ConfigureAwait(false);
            await _parts.Circuit.Closed(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async ValueTask Take(LaneSender sender, SourceRecord record, CancellationToken cancellationToken)
    {
        var decoded = Decode(record);
        if (decoded.Command is { } command)
        {
            var entry = await sender.Begin(record.Position, cancellationToken).ConfigureAwait(false);
            using var activity = Tracing.Start(_span, ActivityKind.Consumer, decoded.Origin);
            var envelope = new Envelope
            {
                Target = command.Target,
                Command = command.Command,
                Time = Clock.Now(_time),
                Id = decoded.Id ?? (_queue is null ? null : QueueIds.CommandOf(_source.Lane, record)),
                Origin = decoded.Origin.Under(activity),
                KeptWhenRejected = _decoding.KeepsRejections ? LetterOf(record, DeadLetterReason.Rejected, string.Empty) : null,
            };
            await sender.Send(entry, record.Position, envelope, cancellationToken).ConfigureAwait(false);
            sender.Close(entry);
            return;
        }

        if (decoded.Failure is { } reason)
        {
            var entry = await sender.Begin(record.Position, cancellationToken).ConfigureAwait(false);
            _letters.Add(LetterOf(record, reason, decoded.Detail!), entry);
            return;
        }

        Interlocked.Increment(ref _skipped);
        await sender.Skip(record.Position, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a record says. A queue may deliver again, so what comes from one must bear an id.</summary>
    private Decoded Decode(SourceRecord record)
    {
        var decoded = _decoding.Decode(record);
        return _queue is not null && decoded is { Command: not null, Id: null } && record.MessageId is null
            ? Decoded.Invalid("The message has no id. A queue may deliver it again, and without an id it would take effect again: let its sender set one.")
            : decoded;
    }

    private DeadLetter LetterOf(SourceRecord record, DeadLetterReason reason, string detail)
    {
        var letter = _decoding.LetterOf(_source.Lane, record, reason, detail, Clock.Now(_time));
        return _queue is null ? letter : letter with { Id = QueueIds.LetterOf(_source.Lane, record) };
    }

    private void Count(Envelope envelope, CommandReply reply)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Completed when reply.Outcome!.IsAccepted:
                Interlocked.Increment(ref _accepted);
                break;
            case ReplyKind.Completed:
                Interlocked.Increment(ref _rejected);
                break;
            case ReplyKind.Parked:
                Interlocked.Increment(ref _deadLettered);
                break;
            default:
                Interlocked.Increment(ref _repeated);
                break;
        }
    }
}
