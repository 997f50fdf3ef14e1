using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Schema;

namespace Actors.Streams.Tests.Samples;

/// <summary>An entity that keeps every coin put into it, in order.</summary>
internal sealed record Jar : IEntity<Jar, JarCommand, JarEvent>
{
    public static EntityType Type { get; } = new("jar");

    public static Jar Initial { get; } = new();

    public static ActorModel Model { get; } =
        new([EntityDefinition.For<Jar, JarCommand, JarEvent>(JarJson.Default).Command<PutCoin>("put-coin").Event<CoinPut>("coin-put").Build()]);

    public static IReadOnlyDictionary<string, CommandRoute> Routes { get; } =
        new Dictionary<string, CommandRoute> { ["org.example.put-coin"] = new(Type, new WireName("put-coin", 1)) };

    public ImmutableList<long> Coins { get; init; } = [];

    public static Decision<JarEvent> Decide(Jar state, JarCommand command, in DecisionContext context) => new CoinPut(((PutCoin)command).Coin);

    public static Jar Evolve(Jar state, JarEvent @event) => state with { Coins = state.Coins.Add(((CoinPut)@event).Coin) };
}

internal abstract record JarCommand;

internal sealed record PutCoin(long Coin) : JarCommand;

internal abstract record JarEvent;

internal sealed record CoinPut(long Coin) : JarEvent;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Jar))]
[JsonSerializable(typeof(PutCoin))]
[JsonSerializable(typeof(CoinPut))]
internal sealed partial class JarJson : JsonSerializerContext;
