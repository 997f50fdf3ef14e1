using System.Diagnostics;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Lanes;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Runtime.Telemetry;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams;

namespace Actors.Runtime.Streams;

/// <summary>
/// Brings a source's records to the entities: decode, route, wait for the durable outcome, remember the place. What cannot be
/// decoded becomes a dead letter, and the source goes on. At most <see cref="RecordsInHandMax"/> records are in hand; a slow
/// journal slows the reading. Exactly once: after a crash the source is read again from the remembered place, and what had
/// taken effect takes none again.
/// </summary>
public sealed class Ingress
{
    /// <summary>How many records may be read and not yet durable.</summary>
    public const int RecordsInHandMax = 8192;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromMilliseconds(500);
    private static readonly ShardId SourceShard = new(0);
    private readonly ISource _source;
    private readonly IDecoder _decoder;
    private readonly IJournalStore _store;
    private readonly ActorModel _model;
    private readonly IShardSender _shards;
    private readonly TimeProvider _time;
    private readonly NodeMetrics _metrics;
    private readonly ReaderName _name;
    private long _read;
    private long _skipped;
    private long _accepted;
    private long _rejected;
    private long _repeated;
    private long _deadLettered;

    internal Ingress(ISource source, IDecoder decoder, IJournalStore store, ActorModel model, IShardSender shards, TimeProvider time, NodeMetrics metrics)
    {
        _source = source;
        _decoder = decoder;
        _store = store;
        _model = model;
        _shards = shards;
        _time = time;
        _metrics = metrics;
        _name = NameOf(source.Lane);
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

    /// <summary>The name under which an ingress saves its place on a lane.</summary>
    internal static ReaderName NameOf(Lane lane) => new($"ingress {lane}");

    /// <summary>The saved place on a lane.</summary>
    internal static async Task<LanePosition> PlaceOn(IOffsetStore offsets, Lane lane, CancellationToken cancellationToken) =>
        new((await offsets.Load(NameOf(lane), cancellationToken).ConfigureAwait(false)).GetValueOrDefault(SourceShard));

    /// <summary>Saves that reading goes on after a place, whatever is before it.</summary>
    internal static Task SkipTo(IOffsetStore offsets, Lane lane, LanePosition place, CancellationToken cancellationToken) =>
        offsets.Save(NameOf(lane), new Dictionary<ShardId, long> { [SourceShard] = place.Value }, cancellationToken);

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
        }
        finally
        {
            await running.CancelAsync().ConfigureAwait(false);
            _metrics.Ingress.Ended(_source.Lane.Name, counts);
        }
    }

    private async Task RunUntilEnd(CancellationToken cancellationToken)
    {
        var saved = await Persist(() => _store.Offsets.Load(_name, cancellationToken), cancellationToken).ConfigureAwait(false);
        StartedAfter = new LanePosition(saved.GetValueOrDefault(SourceShard));
        var sender = new LaneSender(_source.Lane, StartedAfter, RecordsInHandMax, _shards, _time, cancellationToken) { Settled = Count };
        using var shown = _metrics.Lanes.Add("ingress", _source.Lane.Name, () => [sender], lag: null);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var saving = SaveRegularly(sender, reading.Token);
        try
        {
            await foreach (var record in _source.Read(StartedAfter, cancellationToken).ConfigureAwait(false))
            {
                Interlocked.Increment(ref _read);
                await Take(sender, record, cancellationToken).ConfigureAwait(false);
            }

            await sender.Drain(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await reading.CancelAsync().ConfigureAwait(false);
            await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await SavePlace(sender.Floor, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask Take(LaneSender sender, SourceRecord record, CancellationToken cancellationToken)
    {
        var decoded = Decode(record);
        if (decoded.Command is { } command)
        {
            var entry = await sender.Begin(record.Position, cancellationToken).ConfigureAwait(false);
            using var activity = Tracing.Start($"process {_source.Lane}", ActivityKind.Consumer, decoded.Origin);
            var envelope = new Envelope
            {
                Target = command.Target,
                Command = command.Command,
                Time = Clock.Now(_time),
                Id = decoded.Id,
                Origin = decoded.Origin.Under(activity),
            };
            await sender.Send(entry, record.Position, envelope, cancellationToken).ConfigureAwait(false);
            sender.Close(entry);
            return;
        }

        if (decoded.Failure is { } reason)
        {
            var letter = LetterOf(record, reason, decoded.Detail!);
            await Persist(() => Keep(letter, cancellationToken), cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref _deadLettered);
        }
        else
        {
            Interlocked.Increment(ref _skipped);
        }

        await sender.Skip(record.Position, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decodes, and refuses commands that the application does not know before they reach a shard.</summary>
    private Decoded Decode(SourceRecord record)
    {
        try
        {
            var decoded = _decoder.Decode(record);
            if (decoded.Command is { } command)
            {
                _ = _model.Check(command.Target.Type, command.Command);
            }

            return decoded;
        }
        catch (Exception exception) // A decoder promises not to throw; one that does must not stop its source.
        {
            return Decoded.Invalid(exception.Message);
        }
    }

    private DeadLetter LetterOf(SourceRecord record, DeadLetterReason reason, string detail) => new()
    {
        Id = new DeadLetterId($"{_source.Lane}@{record.Position}"),
        Reason = reason,
        Detail = detail,
        Source = record.Origin,
        Payload = record.Payload,
        Time = Clock.Now(_time),
    };

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

    /// <summary>Saves the place while records are read, and also while none come.</summary>
    private async Task SaveRegularly(LaneSender sender, CancellationToken cancellationToken)
    {
        var saved = StartedAfter;
        while (true)
        {
            await Task.Delay(SaveEvery, _time, cancellationToken).ConfigureAwait(false);
            if (sender.Floor is var floor && floor > saved)
            {
                await SavePlace(floor, cancellationToken).ConfigureAwait(false);
                saved = floor;
            }
        }
    }

    private async Task SavePlace(LanePosition floor, CancellationToken cancellationToken)
    {
        var place = new Dictionary<ShardId, long> { [SourceShard] = floor.Value };
        await Persist(() => Save(place, cancellationToken), cancellationToken).ConfigureAwait(false);
        (_source as ISourcePartition)?.Settled(floor);
    }

    private async Task<bool> Save(Dictionary<ShardId, long> place, CancellationToken cancellationToken)
    {
        await _store.Offsets.Save(_name, place, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> Keep(DeadLetter letter, CancellationToken cancellationToken)
    {
        await _store.DeadLetters.Add([letter], cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Tries again until the store is back; that the source waits meanwhile is backpressure.</summary>
    private async Task<T> Persist<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), _time);
        while (true)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (JournalUnavailableException)
            {
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
