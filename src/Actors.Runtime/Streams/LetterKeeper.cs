using System.Threading.Channels;
using Actors.DeadLettering;
using Actors.Runtime.Lanes;

namespace Actors.Runtime.Streams;

/// <summary>
/// Keeps the dead letters of one lane beside its reading: many in one transaction, so that bad records take little from the good ones.
/// A record is done when its letter is durable; the lane's bound on records in hand bounds the letters as well.
/// </summary>
/// <param name="parts">What the ingress works with.</param>
/// <param name="kept">Told how many have become durable, before their records are done.</param>
/// <param name="settled">Told when their records are done.</param>
internal sealed class LetterKeeper(IngressParts parts, Action<int> kept, Action settled)
{
    private const int BatchMax = 500;
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(25);

    private readonly Channel<(DeadLetter Letter, LaneEntry Entry)> _letters =
        Channel.CreateUnbounded<(DeadLetter Letter, LaneEntry Entry)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Takes a letter; its record's entry is closed once it is durable.</summary>
    public void Add(DeadLetter letter, LaneEntry entry) => _letters.Writer.TryWrite((letter, entry));

    /// <summary>Keeps letters until the token falls.</summary>
    public async Task Run(LaneSender sender, CancellationToken cancellationToken)
    {
        var batch = new List<(DeadLetter Letter, LaneEntry Entry)>();
        while (await _letters.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (batch.Count < BatchMax && _letters.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await parts.Circuit.Run(token => Keep([.. batch.Select(b => b.Letter)], token), cancellationToken).ConfigureAwait(false);
            kept(batch.Count);
            batch.ForEach(b => sender.Close(b.Entry));
            settled();
            batch.Clear();
            await Task.Delay(GatherFor, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> Keep(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        await parts.Store.DeadLetters.Add(letters, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
