namespace Shop.Node.ReadModels;

/// <summary>Which part of a list of orders is wanted.</summary>
/// <param name="From">Placed at this moment or later.</param>
/// <param name="To">Placed before this moment.</param>
/// <param name="After">After the row with this time of placing, kind and id.</param>
/// <param name="Limit">At most this many.</param>
internal sealed record OrderSpan(DateTimeOffset? From, DateTimeOffset? To, (long Placed, string Kind, string Id)? After, int Limit);
