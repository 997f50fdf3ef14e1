using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Actors.Sharding;

namespace Actors.Journal;

/// <summary>The place of one record in the journal: its shard, and its place there. What a command's answer carries and a query may bring back.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Sequence">The place in the shard.</param>
public readonly record struct JournalOffset(ShardId Shard, SequenceNumber Sequence)
{
    /// <summary>Reads the form <c>shard:sequence</c>, such as <c>3:75</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JournalOffset offset)
    {
        offset = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0
            || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            return false;
        }

        offset = new JournalOffset(new ShardId(shard), new SequenceNumber(sequence));
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => $"{Shard}:{Sequence}";
}
