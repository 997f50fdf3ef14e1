using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Schema;

namespace Actors.Persistence.Sql.Tests.BadRecords;

/// <summary>Sums readings up: rejects those that are too high, and has a bug that 13 brings to light.</summary>
internal sealed record Meter(long Sum, long Count) : IEntity<Meter, AddReading, ReadingAdded>
{
    public static EntityType Type { get; } = new("meter");

    public static Meter Initial { get; } = new(0, 0);

    public static ActorModel Model { get; } = new(
    [
        EntityDefinition.For<Meter, AddReading, ReadingAdded>(MeterJson.Default)
            .Command<AddReading>("add-reading").Event<ReadingAdded>("reading-added")
            .Validate<AddReading>(add => add.Value < 0 ? new Rejection("negative", $"A reading is not below 0, as {add.Value} is.") : null)
            .Build(),
    ]);

    public static Decision<ReadingAdded> Decide(Meter state, AddReading command, in DecisionContext context) => command.Value switch
    {
        13 => throw new InvalidOperationException("A bug."),
        > 1000 => new Rejection("too-high", $"{command.Value} is above 1000."),
        _ => new ReadingAdded(command.Value),
    };

    public static Meter Evolve(Meter state, ReadingAdded @event) => new(state.Sum + @event.Value, state.Count + 1);
}

internal sealed record AddReading(long Value);

internal sealed record ReadingAdded(long Value);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Meter))]
[JsonSerializable(typeof(AddReading))]
[JsonSerializable(typeof(ReadingAdded))]
internal sealed partial class MeterJson : JsonSerializerContext;
