namespace Actors.Membership.Wire;

/// <summary>
/// The versions of the link's protocol that a node speaks, from the oldest to the newest. Each release speaks its own and the one
/// before it, so that a cluster can be upgraded node by node.
/// </summary>
internal readonly record struct LinkVersions(int Oldest, int Newest)
{
    /// <summary>Those of this release.</summary>
    public static readonly LinkVersions Own = new(1, 1);

    /// <summary>The newest that both sides speak; <see langword="null"/> when there is none.</summary>
    public int? Agree(LinkVersions other) =>
        Math.Min(Newest, other.Newest) is var version && version >= Math.Max(Oldest, other.Oldest) ? version : null;

    /// <inheritdoc/>
    public override string ToString() => Oldest == Newest
        ? Newest.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Oldest} to {Newest}");
}
