using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;
using Actors.TestKit.Specifications;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>Entities whose state is a value and no object.</summary>
public sealed class ValueStateTests
{
    private static readonly ActorSystemOptions Options = new()
    {
        Shards = new ShardOptions { SnapshotEvery = 10 },
        EntityCountMax = 16,
    };

    [Fact]
    public async Task Their_states_survive_passivation_restart_and_snapshot()
    {
        await using var node = await TestNode.Start(Odometer.Model, options: Options);
        for (var trip = 1; trip <= 25; trip++)
        {
            await Task.WhenAll(Enumerable.Range(0, 32).Select(car => Drive(node, car, trip)));
        }

        Assert.False((await Drive(node, 3, 0)).IsAccepted);
        await AssertAll(node);
        await Eventually.Holds(async () => (await node.Store.Snapshots.Load([Odometer.Key("5")], default))[0] is not null);
        await node.Restart();
        await AssertAll(node);
    }

    [Fact]
    public void They_are_specified_as_others_are() =>
        new EntitySpecification<Odometer, Odometer.Drive, Odometer.Driven>(Odometer.Model)
            .Given(new Odometer.Driven(5, 1_005))
            .When(new Odometer.Drive(7))
            .Then(new Odometer.Driven(7, 1_012));

    private static Task<Outcome> Drive(TestNode node, int car, int distance) =>
        node.System.EntityRef<Odometer, Odometer.Drive, Odometer.Driven>($"{car}").Ask(new Odometer.Drive(distance), new AskOptions { Timeout = TimeSpan.FromSeconds(30) });

    private static async Task AssertAll(TestNode node)
    {
        for (var car = 0; car < 32; car++)
        {
            var view = await node.System.Region.View(Odometer.Key($"{car}"), TimeSpan.FromSeconds(30), default);
            Assert.Equal(new Odometer(1_000 + (25 * 26 / 2), 25), view.State);
        }
    }
}
