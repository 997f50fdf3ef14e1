using Actors.Reactions;
using Actors.Schema;
using Actors.SideEffects;
using Actors.Streams;
using Actors.Streams.Publishing;

namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>A parcel's whole way: two entities, a reaction, a side effect and an egress.</summary>
internal static class ParcelModel
{
    public const string CommandType = "org.example.place-parcel";

    public static ActorModel Model { get; } = new(
        [
            EntityDefinition.For<Parcel, ParcelCommand, ParcelEvent>(ParcelJson.Default)
                .Command<PlaceParcel>("place").Command<Dispatch>("dispatch").Event<ParcelPlaced>("placed").Event<Dispatched>("dispatched").Build(),
            EntityDefinition.For<Shelf, ShelfCommand, ShelfEvent>(ParcelJson.Default).Command<Take>("take").Event<Taken>("taken").Build(),
        ],
        [
            Reaction.Named("picking")
                .On<ParcelPlaced>((placed, context) =>
                    [OutgoingCommand.To<Shelf, ShelfCommand, ShelfEvent>(placed.Shelf, new Take(context.Entity.Id.Value))])
                .Build(),
        ],
        [SideEffect.Of("courier", new Courier())]);

    public static Dictionary<string, CommandRoute> Routes { get; } = new() { [CommandType] = new(Parcel.Type, new WireName("place", 1)) };

    public static Egress Departures { get; } = Egress.Named("departures", source: "/parcels")
        .On<Dispatched>((dispatched, _) => PublicEvent.Json("org.example.parcel-dispatched", dispatched, ParcelJson.Default.Dispatched))
        .Build();
}
