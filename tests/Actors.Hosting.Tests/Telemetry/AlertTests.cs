using System.Net;
using Actors.Hosting.Configuration;
using Actors.Hosting.Tests.Node;
using Actors.Journal;
using Actors.Projections;
using Actors.Runtime;
using Actors.Schema;
using Actors.SideEffects;
using Actors.TestKit.InMemory;
using Actors.TestKit.Postgres;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>
/// The rules of this repository in a Prometheus that scrapes real nodes, whose conditions are caused and not written down. Only their
/// waits and limits are shortened; <see cref="RuleTests"/> has the real ones tested by promtool.
/// </summary>
public sealed class AlertTests
{
    [Fact]
    public async Task A_journal_that_is_away_fires_and_so_do_the_commits_that_waited_for_it()
    {
        await using var server = await PostgresServer.Start(new PostgresServerOptions(), CancellationToken.None);
        await using var host = await RunningHost.Start(o => o with { Postgres = server.ConnectionString() });
        await using var prometheus = await Prometheus.StartImpatient(host.Host.Address);
        using var before = await host.Add("b1");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await prometheus.Ends("ActorsJournalDown");
        await server.Kill(CancellationToken.None);
        var waiting = host.Add("b1");
        await prometheus.Fires("ActorsJournalDown");
        await server.Restart(CancellationToken.None);
        await prometheus.Fires("ActorsSlowCommits");
        await prometheus.Ends("ActorsJournalDown");
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_parked_entity_and_its_dead_letter_fire()
    {
        await using var host = await RunningHost.Start();
        await using var prometheus = await Prometheus.StartImpatient(host.Host.Address);
        using var parked = await host.Send("b2", "explode", "{}");
        Assert.Equal(HttpStatusCode.Conflict, parked.StatusCode);
        await prometheus.Fires("ActorsEntityParked");
        await prometheus.Fires("ActorsDeadLetters");
    }

    [Fact]
    public async Task A_lane_that_stands_still_a_read_model_that_lags_and_a_part_that_fails_fire()
    {
        await using var host = await RunningHost.Start(
            extend: (application, _) => application with
            {
                Model = new ActorModel([BasketModel.Definition], [], [SideEffect.Of("till", new HangingHandler())]),
            },
            projections:
            [
                new BrokenProjection("slow", Forever),
                new BrokenProjection("failing", _ => throw new InvalidOperationException("No table.")),
            ]);
        await using var prometheus = await Prometheus.StartImpatient(host.Host.Address);
        using var added = await host.Send("b1", "add-item", """{"sku":"apple","quantity":1,"times":40}""");
        using var checkedOut = await host.Send("b1", "check-out", "{}");
        Assert.Equal(HttpStatusCode.OK, checkedOut.StatusCode);
        await prometheus.Fires("ActorsLaneStuck", about: "till");
        await prometheus.Fires("ActorsReaderBehind", about: "slow");
        await prometheus.Fires("ActorsPartNotReady", about: "failing");
    }

    [Fact]
    public async Task A_read_model_whose_handler_fails_fires_whether_it_stops_or_sets_records_aside()
    {
        await using var host = await RunningHost.Start(projections:
        [
            Failing("stopping", HandlerRecoveryStrategy.Stop with { Retries = 0 }),
            Failing("parking", HandlerRecoveryStrategy.Park with { Retries = 0 }),
        ]);
        await using var prometheus = await Prometheus.StartImpatient(host.Host.Address);
        using var added = await host.Add("b1");
        await prometheus.Fires("ActorsProjectionStandsStill", about: "stopping");
        await prometheus.Fires("ActorsProjectionParked", about: "parking");
    }

    [Fact]
    public async Task A_node_that_is_gone_and_the_shards_that_nobody_takes_over_fire()
    {
        await using var server = await PostgresServer.Start(new PostgresServerOptions(), CancellationToken.None);
        ActorsOptions Member(ActorsOptions options, string name, bool owns) => options with
        {
            NodeName = name,
            Postgres = server.ConnectionString(),
            Cluster = new ClusterSettings { Port = 0, OwnsShards = owns },
        };
        await using var idle = await RunningHost.Start(o => Member(o, "idle", owns: false));
        var owner = await RunningHost.Start(o => Member(o, "owner", owns: true));
        var address = owner.Host.Address;
        await using var prometheus = await Prometheus.StartImpatient(idle.Host.Address, address);
        await prometheus.Ends("ActorsShardWithoutOwner");
        await prometheus.Ends("ActorsNodeDown");
        await owner.DisposeAsync();
        await prometheus.Fires("ActorsNodeDown", about: address.Authority);
        await prometheus.Fires("ActorsShardWithoutOwner");
    }

    [Fact]
    public async Task A_read_model_that_skipped_a_record_fires_and_so_does_an_audit_that_never_ends()
    {
        var projection = new InMemoryAuditedProjection { Given = records => records.Skip(1) };
        await using var host = await RunningHost.Start(
            extend: (application, _) => application with { System = new ActorSystemOptions { AuditEvery = TimeSpan.FromMilliseconds(100) } },
            projections: [projection]);
        await using var prometheus = await Prometheus.StartImpatient(host.Host.Address);
        await prometheus.Ends("ActorsProjectionsNotAudited");
        await prometheus.Ends("ActorsProjectionSkipped");
        using var added = await host.Add("b1");
        await prometheus.Fires("ActorsProjectionSkipped", about: "audited");
        projection.IsAway = true;
        await prometheus.Fires("ActorsProjectionsNotAudited");
        projection.IsAway = false;
        await prometheus.Ends("ActorsProjectionsNotAudited");
    }

    private static InMemoryProjection Failing(string name, HandlerRecoveryStrategy recovery) => new(
        new InMemoryReadModels(),
        new ReaderName(name),
        new Dictionary<int, InMemoryProjectionHandler> { [1] = (_, _, _) => throw new InvalidOperationException("A bug.") },
        recovery);

    private static Task Forever(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    private sealed class HangingHandler : ISideEffectHandler<CheckedOut>
    {
        public async Task<IReadOnlyList<OutgoingCommand>> Handle(CheckedOut @event, SideEffectContext context, CancellationToken cancellationToken)
        {
            await Forever(cancellationToken);
            return [];
        }

        public IReadOnlyList<OutgoingCommand> GiveUp(CheckedOut @event, SideEffectContext context, Exception lastFailure) => [];
    }
}
