using Actors.Benchmarks.Domain;

namespace Actors.Benchmarks.Load;

/// <summary>Tells an account to book. What is awaited is that the command is durable, so that as many are under way as there are callers.</summary>
internal sealed class TellOperation(IShardRegion region, DrawnKeys keys, Account.Book[] commands) : IOperation
{
    public Task Perform(Draw draw) => new EntityRef<Account.Book>(region, keys.Next()).Tell(commands[draw.Next(commands.Length)]);
}
