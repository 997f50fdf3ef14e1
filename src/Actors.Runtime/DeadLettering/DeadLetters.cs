using Actors.DeadLettering;
using Actors.Journal;
using Actors.Operations;
using Actors.Runtime.Readers;
using Actors.Runtime.Sharding;
using Actors.Runtime.Streams.Control;
using Actors.Schema;

namespace Actors.Runtime.DeadLettering;

/// <summary>
/// What can be done about dead letters. A replay goes through the same decoding and the same idempotency as the first time: a
/// letter takes effect once, however often and by how many people it is replayed. Who did what, when and why is kept. Thread-safe.
/// </summary>
public sealed class DeadLetters
{
    /// <summary>The most letters of one replay by filter.</summary>
    public const int ReplayMax = 10_000;

    private const int PageSize = 500;
    private const int FailuresShownMax = 100;
    private readonly IJournalStore _store;
    private readonly TimeProvider _time;
    private readonly LetterPlanner _planner;
    private readonly LetterReplayer _replayer;

    internal DeadLetters(
        IJournalStore store, ActorModel model, ShardRegion region, IngressDirectory ingresses, IEnumerable<ProjectionRunner> runners, TimeProvider time)
    {
        _store = store;
        _time = time;
        var publishing = new PublishingPlanner(store.DeadLetters, [.. runners.Where(r => r.IsEgress)]);
        _planner = new LetterPlanner(store, model, ingresses, publishing);
        _replayer = new LetterReplayer(store, model, region, publishing, time);
    }

    /// <summary>Where they are kept.</summary>
    public IDeadLetterStore Store => _store.DeadLetters;

    /// <summary>A letter with all that is known about it; <see langword="null"/> when there is none of that name.</summary>
    public async Task<DeadLetterDetails?> Show(DeadLetterId id, CancellationToken cancellationToken)
    {
        if (await Store.Find(id, cancellationToken).ConfigureAwait(false) is not { } letter)
        {
            return null;
        }

        var actions = await Store.Actions(id, cancellationToken).ConfigureAwait(false);
        var plan = letter.Status == DeadLetterStatus.Waiting ? await _planner.Plan(letter, cancellationToken).ConfigureAwait(false) : null;
        return new DeadLetterDetails(
            DeadLetterEntry.Of(letter),
            plan?.Fault,
            [.. actions.Select(a => new DeadLetterActionEntry(a.Kind, a.Time.UtcDateTime, a.Principal, a.Note))]);
    }

    /// <summary>Gives a waiting letter another payload, type or target for its replay; the original stays.</summary>
    /// <returns>The letter as it is then; <see langword="null"/> when no such letter waits.</returns>
    /// <exception cref="FormatException">The change is not of its form, or the letter cannot be changed so.</exception>
    public async Task<DeadLetterDetails?> Edit(DeadLetterId id, DeadLetterChange change, string? principal, CancellationToken cancellationToken)
    {
        if (await Store.Find(id, cancellationToken).ConfigureAwait(false) is not { } letter)
        {
            return null;
        }

        if (letter.Reason == DeadLetterReason.ParkedByOperator)
        {
            throw new FormatException($"This is no message: an operator has parked {letter.Entity}. There is nothing to edit.");
        }

        var edit = change.ToEdit(letter.Edit?.Payload ?? letter.Payload);
        if (id.IsParked(out _, out _) && edit.Entity is { } target && target != letter.Entity)
        {
            throw new FormatException($"A parked command stays in the queue of its entity, {letter.Entity}: discard it and send another one instead.");
        }

        var action = ActionOf(id, DeadLetterActionKind.Edited, principal, change.Note ?? string.Empty);
        return await Store.Edit(edit, action, cancellationToken).ConfigureAwait(false)
            ? await Show(id, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Replays a letter.</summary>
    /// <returns>How it went; <see langword="null"/> when there is no letter of that name.</returns>
    public async Task<DeadLetterReplay?> Replay(DeadLetterId id, string? principal, string? note, CancellationToken cancellationToken)
    {
        if (await Store.Find(id, cancellationToken).ConfigureAwait(false) is not { } letter)
        {
            return null;
        }

        return (await Replay([letter], principal, note, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>
    /// Replays the waiting letters that a filter means, oldest first; those of one entity in order, those of different ones at the same time.
    /// </summary>
    /// <param name="filter">Which ones; only waiting ones are replayed.</param>
    /// <param name="after">Only those after this one.</param>
    /// <param name="limit">At most this many, up to <see cref="ReplayMax"/>.</param>
    /// <param name="principal">Who does it.</param>
    /// <param name="note">Why.</param>
    /// <param name="cancellationToken">Gives up between two pages.</param>
    public async Task<DeadLetterReplays> ReplayAll(
        DeadLetterFilter filter, DeadLetterId? after, int limit, string? principal, string? note, CancellationToken cancellationToken)
    {
        var results = new List<DeadLetterReplay>();
        var waiting = filter with { Status = DeadLetterStatus.Waiting };
        while (results.Count < limit && !cancellationToken.IsCancellationRequested)
        {
            var page = await Store.List(waiting, after, Math.Min(PageSize, limit - results.Count), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                after = null;
                break;
            }

            results.AddRange(await Replay(page, principal, note, cancellationToken).ConfigureAwait(false));
            after = page[^1].Id;
        }

        int Count(DeadLetterReplayResult result) => results.Count(r => r.Result == result);
        return new DeadLetterReplays(
            Count(DeadLetterReplayResult.Replayed) + Count(DeadLetterReplayResult.AlreadyDone),
            Count(DeadLetterReplayResult.Parked),
            Count(DeadLetterReplayResult.Failed),
            [.. results.Where(r => r.Result == DeadLetterReplayResult.Failed).Take(FailuresShownMax)],
            after?.Value);
    }

    /// <summary>Gives a waiting letter up, for a reason. A parked command leaves its entity's queue.</summary>
    /// <returns>Whether such a letter waited.</returns>
    public async Task<bool> Discard(DeadLetterId id, string reason, string? principal, CancellationToken cancellationToken)
    {
        if (await Store.Find(id, cancellationToken).ConfigureAwait(false) is not { Status: DeadLetterStatus.Waiting } letter)
        {
            return false;
        }

        // The reason first: should the node stop before the queue has let go of a parked command, the letter still says why.
        var isParked = id.IsParked(out _, out _);
        var action = ActionOf(id, DeadLetterActionKind.Discarded, principal, reason);
        await Store.Record([action with { Resolves = !isParked }], cancellationToken).ConfigureAwait(false);
        if (isParked)
        {
            await _replayer.Discard(letter, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>
    /// Gives the waiting letters up that a filter means, oldest first, for a reason. That an operator has parked an entity is left alone
    /// unless the filter asks for that very reason.
    /// </summary>
    /// <param name="filter">Which ones; only waiting ones are given up.</param>
    /// <param name="limit">At most this many, up to <see cref="ReplayMax"/>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="principal">Who does it.</param>
    /// <param name="cancellationToken">Gives up between two letters.</param>
    /// <returns>How many were given up.</returns>
    public async Task<int> DiscardAll(DeadLetterFilter filter, int limit, string reason, string? principal, CancellationToken cancellationToken)
    {
        var discarded = 0;
        DeadLetterId? after = null;
        for (var looked = 0; looked < limit;)
        {
            var page = await Store.List(filter with { Status = DeadLetterStatus.Waiting }, after, Math.Min(PageSize, limit - looked), cancellationToken)
                .ConfigureAwait(false);
            foreach (var letter in page.Where(l => l.Reason != DeadLetterReason.ParkedByOperator || filter.Reason == l.Reason))
            {
                discarded += await Discard(letter.Id, reason, principal, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            if (page.Count == 0)
            {
                break;
            }

            (after, looked) = (page[^1].Id, looked + page.Count);
        }

        return discarded;
    }

    /// <summary>Parks an entity; its commands wait from then on.</summary>
    /// <returns>Whether it was done; not when the entity is parked already.</returns>
    internal async Task<bool> Park(EntityKey entity, string reason, string? principal, CancellationToken cancellationToken)
    {
        var reply = await _replayer.Park(entity, reason, principal, cancellationToken).ConfigureAwait(false);
        return reply.Kind switch
        {
            ReplyKind.Parked or ReplyKind.Repeated => true,
            ReplyKind.AlreadyDone => false,
            _ => throw new NotSupportedException($"The owner of {entity} is of an earlier release, which does not know how to park an entity: upgrade it first."),
        };
    }

    /// <summary>Ends that an operator has parked the entity, and replays its parked commands, in order, until none is left or one fails again.</summary>
    internal async Task<int> ReplayParked(EntityKey entity, CancellationToken cancellationToken)
    {
        var replayed = 0;
        while (await Store.ListParked(entity, 1, cancellationToken).ConfigureAwait(false) is [var letter])
        {
            if (letter.Reason == DeadLetterReason.ParkedByOperator)
            {
                await Discard(letter.Id, "The entity was unparked.", null, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var result = (await Replay([letter], null, null, cancellationToken).ConfigureAwait(false))[0].Result;
            if (result is not (DeadLetterReplayResult.Replayed or DeadLetterReplayResult.AlreadyDone))
            {
                break;
            }

            replayed += result == DeadLetterReplayResult.Replayed ? 1 : 0;
        }

        return replayed;
    }

    private async Task<IReadOnlyList<DeadLetterReplay>> Replay(
        IReadOnlyList<DeadLetter> letters, string? principal, string? note, CancellationToken cancellationToken)
    {
        var plans = new List<LetterPlan>();
        foreach (var letter in letters)
        {
            plans.Add(await _planner.Plan(letter, cancellationToken).ConfigureAwait(false));
        }

        var begun = plans.Where(p => p.Letter.Status == DeadLetterStatus.Waiting)
            .Select(p => ActionOf(p.Letter.Id, DeadLetterActionKind.ReplayBegun, principal, note ?? string.Empty)).ToArray();
        await Store.Record(begun, cancellationToken).ConfigureAwait(false);
        var results = await _replayer.Replay(plans, cancellationToken).ConfigureAwait(false);
        var ended = results.Where(r => r.Result != DeadLetterReplayResult.AlreadyDone || IsWaiting(letters, r.Id)).Select(r => ActionOf(
            new DeadLetterId(r.Id),
            r.Result == DeadLetterReplayResult.Failed ? DeadLetterActionKind.ReplayFailed : DeadLetterActionKind.Replayed,
            principal,
            r.Detail) with
        { Resolves = r.Result != DeadLetterReplayResult.Failed }).ToArray();
        await Store.Record(ended, cancellationToken).ConfigureAwait(false);
        return results;
    }

    private static bool IsWaiting(IReadOnlyList<DeadLetter> letters, string id) =>
        letters.First(l => l.Id.Value == id).Status == DeadLetterStatus.Waiting;

    private DeadLetterAction ActionOf(DeadLetterId letter, DeadLetterActionKind kind, string? principal, string note) =>
        new() { Letter = letter, Kind = kind, Time = Clock.Now(_time), Principal = principal, Note = note };
}
