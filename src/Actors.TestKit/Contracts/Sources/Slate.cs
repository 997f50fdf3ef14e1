using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Schema;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>An entity that keeps every number it was given, in order: whoever loses, repeats or swaps a record is found out.</summary>
internal sealed record Slate : IEntity<Slate, Slate.Command, Slate.Event>
{
    public static EntityType Type { get; } = new("slate");

    public static Slate Initial { get; } = new();

    public static EntityDefinition Definition { get; } =
        EntityDefinition.For<Slate, Command, Event>(SlateJson.Default).Command<Command.Chalk>("chalk").Event<Event.Chalked>("chalked").Build();

    public ImmutableList<long> Numbers { get; init; } = [];

    public static OutgoingCommand Chalk(string id, long number) => OutgoingCommand.To<Slate, Command, Event>(id, new Command.Chalk(number));

    public static Decision<Event> Decide(Slate state, Command command, in DecisionContext context) =>
        new Event.Chalked(((Command.Chalk)command).Number);

    public static Slate Evolve(Slate state, Event @event) => state with { Numbers = state.Numbers.Add(((Event.Chalked)@event).Number) };

    internal abstract record Command
    {
        internal sealed record Chalk(long Number) : Command;
    }

    internal abstract record Event
    {
        internal sealed record Chalked(long Number) : Event;
    }
}

/// <summary>JSON of the slate.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Slate))]
[JsonSerializable(typeof(Slate.Command.Chalk))]
[JsonSerializable(typeof(Slate.Event.Chalked))]
internal sealed partial class SlateJson : JsonSerializerContext;
