using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Schema;

namespace Actors.Runtime.Tests.Samples;

/// <summary>An entity whose state is a value.</summary>
public readonly record struct Odometer(long Total, int Trips) : IEntity<Odometer, Odometer.Drive, Odometer.Driven>
{
    public static EntityType Type { get; } = new("odometer");

    public static Odometer Initial { get; } = new(1_000, 0);

    public static ActorModel Model { get; } = new([
        EntityDefinition.For<Odometer, Drive, Driven>(OdometerJson.Default)
            .Command<Drive>("drive").Event<Driven>("driven").Query<Average, Answer>("average", (state, _) => new Answer((state.Total - 1_000) / state.Trips)).Build(),
    ]);

    public static EntityKey Key(string id) => new(Type, new EntityId(id));

    public static Decision<Driven> Decide(Odometer state, Drive command, in DecisionContext context) =>
        command.Distance > 0 ? new Driven(command.Distance, state.Total + command.Distance) : new Rejection("no-distance", "Nothing was driven.");

    public static Odometer Evolve(Odometer state, Driven @event) => new(@event.Total, state.Trips + 1);

    public sealed record Drive(long Distance);

    public sealed record Driven(long Distance, long Total);

    public sealed record Average;

    public sealed record Answer(long Distance);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Odometer))]
[JsonSerializable(typeof(Odometer.Drive))]
[JsonSerializable(typeof(Odometer.Driven))]
[JsonSerializable(typeof(Odometer.Average))]
[JsonSerializable(typeof(Odometer.Answer))]
internal sealed partial class OdometerJson : JsonSerializerContext;
