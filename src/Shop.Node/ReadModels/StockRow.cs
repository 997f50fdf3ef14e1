namespace Shop.Node.ReadModels;

/// <summary>How much of a product is there.</summary>
/// <param name="Product">The product.</param>
/// <param name="OnHand">In the house, held ones included.</param>
/// <param name="Reserved">Held for orders.</param>
/// <param name="Waiting">Waited for by orders.</param>
/// <param name="Changed">When that last changed.</param>
internal sealed record StockRow(string Product, long OnHand, long Reserved, long Waiting, DateTimeOffset Changed);
