using Actors.Benchmarks.Domain;

namespace Actors.Benchmarks.Load;

/// <summary>Tells an account to book. What is awaited is that the command is durable, so that as many are under way as there are callers.</summary>
internal sealed class TellOperation(IShardRegion region, EntityKey[] keys, IKeySampler sampler, Account.Book[] commands) : IOperation
{
    public Task Perform(Draw draw) => new EntityRef<Account.Book>(region, keys[sampler.Next(draw)]).Tell(commands[draw.Next(commands.Length)]);
}
