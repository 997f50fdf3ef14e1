using Actors.Benchmarks.Domain;

namespace Actors.Benchmarks.Load;

/// <summary>Asks an account to book.</summary>
internal sealed class AskOperation(IShardRegion region, DrawnKeys keys, Account.Book[] commands) : IOperation
{
    public Task Perform(Draw draw) => region.Ask(keys.Next(), commands[draw.Next(commands.Length)], AskOptions.Default, CancellationToken.None);
}
