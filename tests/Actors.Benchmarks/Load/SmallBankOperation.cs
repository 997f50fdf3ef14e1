using SmallBank;

namespace Actors.Benchmarks.Load;

/// <summary>One operation of the usual SmallBank mix on one of the bank's accounts; asking the balance is a read.</summary>
internal sealed class SmallBankOperation(IShardRegion region, EntityKey[] accounts, IKeySampler sampler) : IOperation
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public Task Perform(Draw draw)
    {
        var account = sampler.Next(draw);
        var other = sampler.Next(draw);
        other = other == account ? (account + 1) % accounts.Length : other;
        return Mix.Operation(draw.Next(100), draw.Next(int.MaxValue), accounts[other].Id) is { } command
            ? region.Ask(accounts[account], command, AskOptions.Default, CancellationToken.None)
            : region.View(accounts[account], Timeout, CancellationToken.None);
    }
}
