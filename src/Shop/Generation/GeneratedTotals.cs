namespace Shop.Generation;

/// <summary>What a generated stream must add up to, computed from its seed alone.</summary>
/// <param name="Orders">Orders placed.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="Units">Their pieces.</param>
/// <param name="Gross">What they cost together.</param>
/// <param name="Cancellations">Attempts to cancel.</param>
/// <param name="Returns">Attempts to send back.</param>
/// <param name="Commands">All commands, deliveries of opening stock included.</param>
public sealed record GeneratedTotals(long Orders, long Lines, long Units, decimal Gross, long Cancellations, long Returns, long Commands);
