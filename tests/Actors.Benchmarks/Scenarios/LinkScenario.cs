using System.Diagnostics;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Links;
using Actors.Benchmarks.Load;
using Actors.Cluster;
using Actors.Membership;

namespace Actors.Benchmarks.Scenarios;

/// <summary>The node link alone: small messages and their replies between two processes of this machine, without entities and journal.</summary>
internal sealed class LinkScenario : IScenario
{
    private const int Entities = 1000;

    public string Name => "link";

    public string Summary => "Small asks between two processes over the node link, without entities and journal.";

    public async Task Run(Bench bench)
    {
        if (bench.Database.Name != bench.Settings.Databases[0])
        {
            return; // It needs none, so once is enough.
        }

        using var responder = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(LinkScenario).Assembly.Location, LinkResponder.Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var address = new Uri((await responder.StandardOutput.ReadLineAsync(bench.Token))!);
            var member = new Member
            {
                Id = LinkResponder.Id,
                Address = address,
                Roles = MemberRoles.Shards,
                Status = MemberStatus.Up,
                Silence = TimeSpan.Zero,
            };
            await using var link = await NodeLink.Start(Account.Model, new LinkOptions(), cancellationToken: bench.Token);
            link.Follow(new NodeId("asker", 2), [member]);
            var operation = new LinkOperation(link, member, Accounts.Spread(Entities));
            await Connected(operation, bench.Token);
            foreach (var callers in new[] { 1, 64, 1000, 4000 })
            {
                var workload = new Workload(callers, Entities);
                var measured = await new ClosedLoop(operation, () => responder.TotalProcessorTime).Run(callers, bench.Window, bench.Token);
                responder.Refresh();
                bench.Report.Add(bench.FigureOf(Name, "small asks", workload, measured) with
                {
                    Database = string.Empty,
                    PayloadBytes = 0,
                    Note = "db us: the other process",
                });
            }
        }
        finally
        {
            responder.StandardInput.Close();
            await responder.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task Connected(LinkOperation operation, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await operation.Perform(new Draw(1));
                return;
            }
            catch (AskTimeoutException)
            {
                await Window.Pass(TimeSpan.FromMilliseconds(5), cancellationToken);
            }
        }
    }
}
