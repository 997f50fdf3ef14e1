using Actors.Sharding;

namespace Actors.Benchmarks.Domain;

/// <summary>Addresses of accounts, made once: a load generator must not pay for them at every ask.</summary>
internal static class Accounts
{
    /// <summary>That many accounts, spread over all shards.</summary>
    public static EntityKey[] Spread(int count) => [.. Enumerable.Range(0, count).Select(At)];

    /// <summary>That many accounts, all of the first shard.</summary>
    public static EntityKey[] OfOneShard(int count, ShardCount shards) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(At).Where(key => shards.ShardOf(key).Value == 0).Take(count)];

    private static EntityKey At(int number) => new(Account.Type, new EntityId($"a{number}"));
}
