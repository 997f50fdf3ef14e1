using System.Text.Json.Serialization;

namespace Actors.Hosting.Tests.Telemetry.Story;

internal abstract record ParcelCommand;

internal sealed record PlaceParcel(string Shelf) : ParcelCommand;

internal sealed record Dispatch : ParcelCommand;

internal abstract record ParcelEvent;

internal sealed record ParcelPlaced(string Shelf) : ParcelEvent;

internal sealed record Dispatched : ParcelEvent;

internal abstract record ShelfCommand;

internal sealed record Take(string Parcel) : ShelfCommand;

internal abstract record ShelfEvent;

internal sealed record Taken(string Parcel) : ShelfEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Parcel)), JsonSerializable(typeof(PlaceParcel)), JsonSerializable(typeof(Dispatch))]
[JsonSerializable(typeof(ParcelPlaced)), JsonSerializable(typeof(Dispatched))]
[JsonSerializable(typeof(Shelf)), JsonSerializable(typeof(Take)), JsonSerializable(typeof(Taken))]
internal sealed partial class ParcelJson : JsonSerializerContext;
