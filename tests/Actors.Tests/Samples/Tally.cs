using Actors.Schema;

namespace Actors.Tests.Samples;

/// <summary>An entity that keeps every number it was given, in order: whoever loses, repeats or swaps a command is found out.</summary>
public sealed record Tally : IEntity<Tally, TallyCommand, TallyEvent>
{
    public static EntityType Type { get; } = new("tally");

    public static Tally Initial { get; } = new();

    public static EntityDefinition Definition { get; } = EntityDefinition.For<Tally, TallyCommand, TallyEvent>(TallyJson.Default)
        .Command<TallyCommand.Add>("add").Command<TallyCommand.AddAll>("add-all").Command<TallyCommand.Refuse>("refuse")
        .Command<TallyCommand.Look>("look").Command<TallyCommand.Break>("break").Command<TallyCommand.AddLater>("add-later")
        .Event<TallyEvent.Added>("added", 3)
        .Upcast<TallyEvent.AddedV1, TallyEvent.AddedV2>("added", 1, old => new TallyEvent.AddedV2(old.Number, "piece"))
        .Upcast<TallyEvent.AddedV2, TallyEvent.Added>("added", 2, old => new TallyEvent.Added(old.Number, old.Unit, null))
        .Query<LastNumber, LastNumber.Answer>("last-number", (state, query) => new LastNumber.Answer(state.Numbers.Count == 0 ? null : state.Numbers[^1] + query.Plus))
        .Build();

    public IReadOnlyList<long> Numbers { get; init; } = [];

    public static EntityKey Key(string id) => new(Type, new EntityId(id));

    public static Decision<TallyEvent> Decide(Tally state, TallyCommand command, in DecisionContext context) => command switch
    {
        TallyCommand.Add add => Added(add.Number),
        TallyCommand.AddAll all => Decision<TallyEvent>.Accept([.. all.Numbers.Select(Added)]),
        TallyCommand.Refuse => new Rejection("refused", "It was asked to."),
        TallyCommand.Look => Decision<TallyEvent>.Nothing,
        TallyCommand.AddLater later => Decision<TallyEvent>.Nothing.SetTimer(later.Timer, later.Due, new TallyCommand.Add(later.Number)),
        _ => throw new InvalidOperationException("It was asked to break."),
    };

    public static Tally Evolve(Tally state, TallyEvent @event) => @event switch
    {
        TallyEvent.Added added => state with { Numbers = [.. state.Numbers, added.Number] },
        _ => state,
    };

    private static TallyEvent.Added Added(long number) => new(number, "piece", null);
}
