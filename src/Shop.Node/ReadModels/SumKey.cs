namespace Shop.Node.ReadModels;

/// <summary>The key of a row of sums.</summary>
/// <param name="First">Its first column.</param>
/// <param name="Second">Its second column, where the table has one.</param>
internal readonly record struct SumKey(string First, string? Second = null);
