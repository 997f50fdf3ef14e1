namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>What somebody has ordered. It is placed, a shelf gives the goods, a courier takes them, it is on its way.</summary>
internal sealed record Parcel(bool IsOnItsWay) : IEntity<Parcel, ParcelCommand, ParcelEvent>
{
    public static EntityType Type { get; } = new("parcel");

    public static Parcel Initial { get; } = new(false);

    public static Decision<ParcelEvent> Decide(Parcel state, ParcelCommand command, in DecisionContext context) => command switch
    {
        PlaceParcel place => new ParcelPlaced(place.Shelf),
        Dispatch => new Dispatched(),
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Parcel Evolve(Parcel state, ParcelEvent @event) => @event is Dispatched ? new Parcel(true) : state;
}
