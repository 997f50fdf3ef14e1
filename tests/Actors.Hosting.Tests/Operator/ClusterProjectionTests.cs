using Actors.Cmd;
using Actors.Hosting.Tests.Node;
using Actors.Journal;
using Actors.Projections;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Operator;

/// <summary>Every command about read models against a cluster of three nodes, compared with an approved text.</summary>
public sealed class ClusterProjectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Each of them first as a dry run, then without the right to it, then for good; and what must be so before the next one.
    private static readonly (string Line, string Then)[] Changes =
    [
        ("projection pause baskets --reason quiet", "paused"),
        ("projection resume baskets", "running"),
        ("projection unpark baskets --entity basket/b2", "baskets"),
        ("projection rebuild baskets --with 1", "2 rows now"),
        ("projection switch baskets", "baskets"),
        ("projection switch-back baskets", "baskets"),
        ("projection drop baskets --build 2", "baskets"),
        ("projection pause nothing", "baskets"),
    ];

    private readonly InMemoryReadModels _models = new();

    [Fact]
    public async Task A_session_about_the_read_models_of_three_nodes_reads_as_approved()
    {
        var isBroken = true;
        await using var nodes = await ThreeNodes.Start(projections: Projection(r => isBroken && r.Entity.Id.Value == "b2"));
        foreach (var basket in (string[])["b1", "b1", "b2"])
        {
            await nodes.Send(basket, "add-item", """{"sku":"apple","quantity":1,"times":1}""");
        }

        var right = Path.Combine(nodes.Folder, "token");
        await File.WriteAllTextAsync(right, ThreeNodes.Token);
        var wrong = Path.Combine(nodes.Folder, "no-token");
        await File.WriteAllTextAsync(wrong, "not-the-token-0123456789");
        var pbm = new PbmSession(nodes.Hosts[1].Address, "--token-file", right);
        pbm.Name(wrong, "NOTOKEN");
        await Shows(pbm, "has parked basket/b2 with 1 records");
        await pbm.Run("projection list", keep: []); // How far readers are differs from run to run.
        await pbm.Run("projection status baskets", keep: []);
        isBroken = false;
        foreach (var (line, then) in Changes)
        {
            await pbm.Run($"{line} --dry-run");
            Assert.Equal(ExitCode.NoRight, (await pbm.Run($"{line} --yes --token-file NOTOKEN")).ExitCode);
            await pbm.Run($"{line} --yes");
            await Shows(pbm, then);
            await Eventually.Holds(() => line.Contains("unpark", StringComparison.Ordinal) is false || _models.Read("baskets").GetValueOrDefault("basket/b2") is 1, within: Patience);
        }

        await pbm.Run("projection audit --whole", keep: []);
        await pbm.Run("projection status --json", keep: []);
        await pbm.Run("audit list --limit 100 --node-name n2");
        pbm.MustBe("projections");
    }

    private static Task Shows(PbmSession pbm, string text) => Eventually.Holds(
        async () => (await pbm.Quietly("projection status baskets")).Output.Contains(text, StringComparison.Ordinal),
        () => pbm.Transcript,
        Patience);

    private InMemoryProjection Projection(Func<JournalRecord, bool> fails)
    {
        void Count(IDictionary<string, object> rows, JournalRecord record, bool isRebuilding)
        {
            if (fails(record))
            {
                throw new InvalidOperationException("The test wants this.");
            }

            rows[record.Entity.ToString()] = (rows.TryGetValue(record.Entity.ToString(), out var count) ? (int)count : 0) + 1;
        }

        return new InMemoryProjection(
            _models,
            new ReaderName("baskets"),
            new Dictionary<int, InMemoryProjectionHandler> { [1] = Count, [2] = Count },
            HandlerRecoveryStrategy.Park with { Retries = 0 });
    }
}
