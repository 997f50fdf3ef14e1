using System.Text.Json;
using Actors.Cmd;
using Actors.Hosting.Tests.Node;
using Actors.Journal;
using Actors.Projections;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Operator;

/// <summary>Operators pause, rebuild and switch read models with pbm.</summary>
public sealed class ProjectionCommandTests
{
    private readonly InMemoryReadModels _models = new();

    [Fact]
    public async Task A_projection_is_paused_rebuilt_switched_and_dropped_and_the_audit_knows_it()
    {
        await using var host = await RunningHost.Start(projections: Projection(HandlerRecoveryStrategy.Stop, _ => false));
        using var added = await host.Add("b1");
        var pbm = new PbmSession(host.Host.Address);
        await Says(pbm, "projection status", "active");
        await Says(pbm, "projection pause baskets --dry-run", "baskets is paused on every node.");
        await Says(pbm, "projection pause baskets --yes --reason quiet", "baskets is paused on every node.");
        await Says(pbm, "projection status baskets", "paused");
        await Says(pbm, "projection pause baskets --yes", "paused already", ExitCode.Refused);
        await Says(pbm, "projection resume baskets --yes", "runs on");
        await Says(pbm, "projection switch baskets --yes", "no build to switch to", ExitCode.Refused);
        await Says(pbm, "projection rebuild baskets --with 9 --yes", "has no version 9", ExitCode.Refused);
        await Says(pbm, "projection rebuild baskets --with 1 --yes", "build 2 of baskets begins, with version 1");
        await Eventually.Holds(async () => (await pbm.Run("projection status baskets")).Output.Contains("baskets: 1 rows now", StringComparison.Ordinal));
        await Says(pbm, "projection switch baskets --yes", "readers of baskets see build 2 (version 1) instead of build 1");
        await Says(pbm, "projection switch-back baskets --yes", "see build 1 (version 2) instead of build 2");
        await Says(pbm, "projection drop baskets --build 1 --yes", "readers need it", ExitCode.Refused);
        await Says(pbm, "projection drop baskets --yes", "build 2 of baskets is dropped");
        await Says(pbm, "projection unpark baskets --yes", "has no parked entity", ExitCode.Refused);
        await Says(pbm, "projection unpark baskets --entity nonsense --yes", "is not an entity key", ExitCode.Refused);
        await Says(pbm, "projection pause nothing --yes", "There is no versioned projection 'nothing'", ExitCode.Refused);
        var (_, audit) = await pbm.Run("audit list");
        Assert.Contains("projection pause", audit);
        Assert.Contains("dry-run", audit);
        Assert.Contains("projection drop", audit);
    }

    [Fact]
    public async Task What_has_failed_and_what_is_parked_is_shown_with_its_reason()
    {
        var isBroken = true;
        await using var host = await RunningHost.Start(projections: Projection(HandlerRecoveryStrategy.Park, r => isBroken && r.Entity.Id.Value == "b1"));
        using var first = await host.Add("b1");
        using var second = await host.Add("b1");
        using var other = await host.Add("b2");
        var pbm = new PbmSession(host.Host.Address);
        await Eventually.Holds(async () => (await pbm.Run("projection status baskets")).Output.Contains("Build 1 has parked basket/b1 with 2 records", StringComparison.Ordinal));
        await Says(pbm, "projection unpark baskets --dry-run", "the records of 1 parked entity of baskets would be applied");
        isBroken = false;
        await Says(pbm, "projection unpark baskets --entity basket/b1 --yes", "are applied now");
        await Eventually.Holds(() => _models.Read("baskets").GetValueOrDefault("basket/b1") is 2);
        var (_, json) = await pbm.Run("projection status baskets --json");
        Assert.Equal(0, JsonDocument.Parse(json).RootElement.GetProperty("builds")[0].GetProperty("parkedRecords").GetInt32());
    }

    private static async Task Says(PbmSession pbm, string line, string expected, int exitCode = ExitCode.Good)
    {
        var (code, output) = await pbm.Run(line);
        Assert.Contains(expected, output);
        Assert.Equal(exitCode, code);
    }

    private InMemoryProjection Projection(HandlerRecoveryStrategy recovery, Func<JournalRecord, bool> fails)
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
            _models, new ReaderName("baskets"), new Dictionary<int, InMemoryProjectionHandler> { [1] = Count, [2] = Count }, recovery with { Retries = 0 });
    }
}
