namespace Shop.Stock;

/// <summary>A line that waits for goods.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Line">The line's number.</param>
/// <param name="Quantity">How many.</param>
public sealed record BackOrder(string Order, int Line, int Quantity);
