using System.Text.Json.Serialization;
using Actors.Schema;

namespace Actors.Hosting.Tests.Node;

internal abstract record BasketCommand;

internal sealed record AddItem(string Sku, int Quantity, int Times = 1) : BasketCommand;

internal sealed record OldAddItem(string Sku) : BasketCommand;

internal sealed record CheckOut : BasketCommand;

internal sealed record Explode : BasketCommand;

internal abstract record BasketEvent;

internal sealed record ItemAdded(string Sku, int Quantity) : BasketEvent;

internal sealed record CheckedOut : BasketEvent;

internal sealed record QuantityOf(IReadOnlyList<string> Skus, bool Doubled = false);

internal sealed record Quantities(int Total);

/// <summary>A type that contains itself, so that its schema points into itself.</summary>
internal sealed record Category(string Name, IReadOnlyList<Category> Children);

internal sealed record Categories(int Depth);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(AddItem))]
[JsonSerializable(typeof(OldAddItem))]
[JsonSerializable(typeof(CheckOut))]
[JsonSerializable(typeof(Explode))]
[JsonSerializable(typeof(ItemAdded))]
[JsonSerializable(typeof(CheckedOut))]
[JsonSerializable(typeof(QuantityOf))]
[JsonSerializable(typeof(Quantities))]
[JsonSerializable(typeof(Category))]
[JsonSerializable(typeof(Categories))]
internal sealed partial class BasketJson : JsonSerializerContext;

internal static class BasketModel
{
    public static EntityDefinition Definition { get; } = EntityDefinition.For<Basket, BasketCommand, BasketEvent>(BasketJson.Default)
        .Command<OldAddItem>("add-item").Command<AddItem>("add-item", 2).Command<CheckOut>("check-out").Command<Explode>("explode")
        .Event<ItemAdded>("item-added").Event<CheckedOut>("checked-out")
        .Query<QuantityOf, Quantities>(
            "quantity-of", (basket, query) => new Quantities(query.Skus.Sum(s => basket.Lines.GetValueOrDefault(s)) * (query.Doubled ? 2 : 1)))
        .Query<Categories, Category>("categories", (_, query) => Chain(query.Depth))
        .Build();

    public static ActorModel Model { get; } = new([Definition]);

    private static Category Chain(int depth) => new($"level {depth}", depth == 0 ? [] : [Chain(depth - 1)]);
}
