using Actors.Journal;
using Actors.Membership;

namespace Actors.Runtime.Sharding;

/// <summary>Where a shard lives, as far as this node knows: in a host of its own, on another member, or nowhere.</summary>
/// <param name="Epoch">The newest ownership this node knows of.</param>
/// <param name="Host">The host that drives it here, if it lives here.</param>
/// <param name="Owner">The other member that owns it, if one does that is not known to be dead.</param>
internal sealed record ShardHome(Epoch Epoch, ShardHost? Host, Member? Owner)
{
    /// <summary>The home of a shard of which nothing is known.</summary>
    public static readonly ShardHome Unknown = new(Epoch.None, null, null);

    /// <summary>Whether nobody can be asked: the shard is on its way to an owner.</summary>
    public bool IsNowhere => Host is null && Owner is null;

    /// <summary>The ownership that commands can be addressed to; <see cref="Epoch.None"/> while there is none.</summary>
    public Epoch Addressee => IsNowhere ? Epoch.None : Epoch;
}
