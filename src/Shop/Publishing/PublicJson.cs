using System.Text.Json.Serialization;

namespace Shop.Publishing;

/// <summary>The JSON of Shop's public events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlacedOrder))]
[JsonSerializable(typeof(MovedMoney))]
[JsonSerializable(typeof(EndedOrder))]
[JsonSerializable(typeof(BookedLine))]
[JsonSerializable(typeof(SoldLine))]
public sealed partial class PublicJson : JsonSerializerContext;
