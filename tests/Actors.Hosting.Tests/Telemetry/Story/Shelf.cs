namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>Where the goods of parcels lie.</summary>
internal sealed record Shelf(int Taken) : IEntity<Shelf, ShelfCommand, ShelfEvent>
{
    public static EntityType Type { get; } = new("shelf");

    public static Shelf Initial { get; } = new(0);

    public static Decision<ShelfEvent> Decide(Shelf state, ShelfCommand command, in DecisionContext context) => command switch
    {
        Take take => new Taken(take.Parcel),
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Shelf Evolve(Shelf state, ShelfEvent @event) => new(state.Taken + 1);
}
