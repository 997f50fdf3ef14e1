namespace Shop.Node.ReadModels;

/// <summary>By what sales are sorted.</summary>
internal enum SalesOrder
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>The highest net revenue first, then by name.</summary>
    Net,

    /// <summary>The most pieces first, then by name.</summary>
    Units,
}
