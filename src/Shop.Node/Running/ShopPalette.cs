using Actors.Operations;

namespace Shop.Node.Running;

/// <summary>The commands that Shop adds to <c>pbm</c>.</summary>
internal static class ShopPalette
{
    public static IReadOnlyList<PaletteCommand> Commands { get; } =
    [
        new("shop", "orders", "shows how many orders stand where", "orders/statuses", []),
        new("shop", "reviews", "shows the orders that wait for a person", "reviews", []),
        new("shop", "stock", "shows the stock of an article", "entities/stock-item/{sku}", [new PaletteArgument("sku", "the article, such as mug")]),
    ];
}
