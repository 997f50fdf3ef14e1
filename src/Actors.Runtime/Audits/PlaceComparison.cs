using Actors.Journal;
using Actors.Projections.Audits;

namespace Actors.Runtime.Audits;

/// <summary>Compares places of one projection with the journal, and collects what it finds. One caller at a time.</summary>
/// <param name="records">What the journal has.</param>
/// <param name="known">What was found earlier.</param>
internal sealed class PlaceComparison(SharedDirectory records, IReadOnlyList<ProjectionSkip> known)
{
    private readonly List<ProjectionSkip> _found = [];
    private readonly List<ProjectionPlace> _cleared = [];

    /// <summary>What is wrong and was not known.</summary>
    public IReadOnlyList<ProjectionSkip> Found => _found;

    /// <summary>Where all is well from the beginning.</summary>
    public IReadOnlyList<ProjectionPlace> Cleared => _cleared;

    /// <summary>How many records were compared.</summary>
    public long Records { get; private set; }

    /// <summary>Compares one place.</summary>
    public async Task Run(ProjectionPlace place, bool isWhole, CancellationToken cancellationToken)
    {
        var found = _found.Count;
        await Compare(place, isWhole, cancellationToken).ConfigureAwait(false);

        // Asked only where something is missing, and after it was: retention may have removed it at any time.
        if (_found.Count > found && await records.RemovedUpTo(place.Shard, cancellationToken).ConfigureAwait(false) is { Value: > 0 } removed)
        {
            _found.RemoveRange(found, _found.Count - found);
            await RunFrom(place, removed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task Compare(ProjectionPlace place, bool isWhole, CancellationToken cancellationToken)
    {
        if ((isWhole || place.Offset < place.Audited) && await IsWell(place, cancellationToken).ConfigureAwait(false))
        {
            _cleared.Add(place);
            return;
        }

        if (isWhole)
        {
            await RunOld(place, cancellationToken).ConfigureAwait(false);
        }

        if (place.Offset < place.Audited)
        {
            await Report(place, SequenceNumber.None, RecordFold.None, place.Offset, place.Given, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stretch = await Walk(place, place.Audited, place.AuditedFold, place.Offset, cancellationToken).ConfigureAwait(false);
        if (stretch.Fold == place.Given && !stretch.HasGaps)
        {
            return;
        }

        // A projection that was built anew between two looks is well, and what stands beside it is about what it was before.
        if (!isWhole && await IsWell(place, cancellationToken).ConfigureAwait(false))
        {
            _cleared.Add(place);
            return;
        }

        _found.AddRange(stretch.Explain(place, place.Given));
    }

    /// <summary>
    /// Compares what follows the last comparison where retention has removed the shard's beginning. What was to be compared and is gone
    /// has to be taken for right.
    /// </summary>
    private async Task RunFrom(ProjectionPlace place, SequenceNumber removed, CancellationToken cancellationToken)
    {
        if (place.Audited >= removed && place.Offset >= place.Audited)
        {
            var stretch = await Walk(place, place.Audited, place.AuditedFold, place.Offset, cancellationToken).ConfigureAwait(false);
            if (stretch.Fold != place.Given || stretch.HasGaps)
            {
                _found.AddRange(stretch.Explain(place, place.Given));
            }
        }
    }

    /// <summary>Compares what was audited before: the journal may have changed since.</summary>
    private Task RunOld(ProjectionPlace place, CancellationToken cancellationToken) => place.Audited <= place.Offset
        ? Report(place, SequenceNumber.None, RecordFold.None, place.Audited, place.AuditedFold, cancellationToken)
        : Task.CompletedTask;

    private async Task Report(
        ProjectionPlace place, SequenceNumber after, RecordFold start, SequenceNumber upTo, RecordFold given, CancellationToken cancellationToken)
    {
        var stretch = await Walk(place, after, start, upTo, cancellationToken).ConfigureAwait(false);
        if (stretch.Fold != given || stretch.HasGaps)
        {
            // Where something is known already, only a gap can be told from it.
            var mine = known.Where(k => k.Shard == place.Shard && k.Build == place.Build).ToList();
            _found.AddRange(stretch.Explain(place, given).Where(skip => mine.Count == 0 || (stretch.HasGaps && !mine.Contains(skip))));
        }
    }

    private async Task<bool> IsWell(ProjectionPlace place, CancellationToken cancellationToken)
    {
        var stretch = await Walk(place, SequenceNumber.None, RecordFold.None, place.Offset, cancellationToken).ConfigureAwait(false);
        return stretch.Fold == place.Given && !stretch.HasGaps;
    }

    private async Task<Stretch> Walk(
        ProjectionPlace place, SequenceNumber after, RecordFold start, SequenceNumber upTo, CancellationToken cancellationToken)
    {
        var stretch = new Stretch(after, start);
        while (stretch.Last < upTo)
        {
            var marks = await records.Read(place.Shard, stretch.Last, upTo, cancellationToken).ConfigureAwait(false);
            if (marks.Count == 0)
            {
                break;
            }

            foreach (var mark in marks)
            {
                stretch.Add(mark);
            }

            Records += marks.Count;
        }

        stretch.End(upTo);
        return stretch;
    }
}
