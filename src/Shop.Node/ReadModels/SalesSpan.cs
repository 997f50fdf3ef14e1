namespace Shop.Node.ReadModels;

/// <summary>Which part of a list of sales is wanted.</summary>
/// <param name="From">From the day of this moment on.</param>
/// <param name="To">Up to the last day that begins before this moment.</param>
/// <param name="Order">How it is sorted.</param>
/// <param name="After">After the row with this rank (net in ten-thousandths, or pieces) and name.</param>
/// <param name="Limit">At most this many.</param>
internal sealed record SalesSpan(DateTimeOffset? From, DateTimeOffset? To, SalesOrder Order, (long Rank, string Name)? After, int Limit);
