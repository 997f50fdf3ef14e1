namespace Shop.Node.Http;

/// <summary>What moved of a product on one day, in pieces.</summary>
internal sealed record MovementAnswer(string Day, long Received, long Sold, long Reserved, long Released, long Shipped, long Restocked);
