namespace Shop.Node.ReadModels;

/// <summary>What moved of a product on one day, in pieces.</summary>
/// <param name="Day">The day.</param>
/// <param name="Received">Came in.</param>
/// <param name="Sold">Were sold over the counter.</param>
/// <param name="Reserved">Were held for orders.</param>
/// <param name="Released">Were given free again.</param>
/// <param name="Shipped">Left the house for orders.</param>
/// <param name="Restocked">Came back.</param>
internal sealed record StockMovement(string Day, long Received, long Sold, long Reserved, long Released, long Shipped, long Restocked);
