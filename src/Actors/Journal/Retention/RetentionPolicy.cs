using Actors.Schema;
using Actors.Sharding;

namespace Actors.Journal.Retention;

/// <summary>The policy of an application at one moment: its options, and the snapshots that its entities can be recovered from.</summary>
/// <param name="model">The application.</param>
/// <param name="options">What may go; <see cref="RetentionOptions.KeepLogFor"/> is set.</param>
/// <param name="commandWindow">How many commands with ids each entity remembers.</param>
/// <param name="now">The time, in UTC.</param>
public sealed class RetentionPolicy(ActorModel model, RetentionOptions options, int commandWindow, DateTimeOffset now) : IRetentionPolicy
{
    /// <inheritdoc/>
    public DateTimeOffset LogBefore => options.KeepLogFor is { } age ? Before(age) : DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public HistoryLimit? LimitOf(Snapshot snapshot)
    {
        var definition = model.Find(snapshot.Entity.Type);
        var criteria = options.ByType.GetValueOrDefault(snapshot.Entity.Type) ?? definition?.Retention ?? options.Entities;
        if (definition is null || criteria is null || EntityImageCodec.TryDecode(snapshot, definition, commandWindow) is not { } image)
        {
            return null;
        }

        // A parked command is replayed from its record, and what comes after it must be there to be parked behind it.
        var upTo = image.ParkedCount == 0 ? snapshot.AsOf : new SequenceNumber(Math.Min(snapshot.AsOf.Value, image.Parked.First() - 1));
        return new HistoryLimit(upTo, Before(criteria.KeepFor), new EntityVersion(Math.Max(0, snapshot.Version.Value - criteria.KeepEvents)));
    }

    private DateTimeOffset Before(TimeSpan age) => now.UtcTicks <= age.Ticks ? DateTimeOffset.MinValue : now - age;
}
