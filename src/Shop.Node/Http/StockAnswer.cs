namespace Shop.Node.Http;

/// <summary>How much of a product is there, held for orders, free and waited for.</summary>
internal sealed record StockAnswer(string Product, long OnHand, long Reserved, long Free, long Waiting, DateTimeOffset Changed);
