namespace Actors.DeadLettering;

/// <summary>Names a dead letter by where it comes from, so that adding it twice keeps one: <c>lane@position</c> or <c>shard:sequence</c>.</summary>
public readonly record struct DeadLetterId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
