namespace Shop.Orders;

/// <summary>How many of a line come back.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Quantity">How many, at least 1.</param>
public sealed record ReturnedLine(int Line, int Quantity);
