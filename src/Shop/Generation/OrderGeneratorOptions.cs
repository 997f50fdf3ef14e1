using System.ComponentModel.DataAnnotations;

namespace Shop.Generation;

/// <summary>What the generated shop is like. Ratios are shares from 0 to 1.</summary>
public sealed record OrderGeneratorOptions
{
    /// <summary>Decides everything. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many orders are placed. Default 10,000.</summary>
    [Range(1, 100_000_000)]
    public int Orders { get; init; } = 10_000;

    /// <summary>How many products there are; demand follows the law of Zipf and Mandelbrot. Default 500.</summary>
    [Range(1, 100_000)]
    public int Products { get; init; } = 500;

    /// <summary>How many customers there are; some buy far more often than others. Default 2,000.</summary>
    [Range(1, 10_000_000)]
    public int Customers { get; init; } = 2_000;

    /// <summary>The opening stock as a share of what will be asked for: below 1 some orders end for lack of stock. Default 0.98.</summary>
    [Range(0.0, 1000.0)]
    public double StockCover { get; init; } = 0.98;

    /// <summary>The share of orders whose customer tries to cancel at once. Default 0.02.</summary>
    [Range(0.0, 1.0)]
    public double CancelledRatio { get; init; } = 0.02;

    /// <summary>The share of orders of which something is sent back later. Default 0.05.</summary>
    [Range(0.0, 1.0)]
    public double ReturnedRatio { get; init; } = 0.05;

    /// <summary>The share of orders that may wait for stock. Default 0.1.</summary>
    [Range(0.0, 1.0)]
    public double BackOrderRatio { get; init; } = 0.1;

    /// <summary>How many orders later goods are sent back. Default 2,000; a return of an order not yet delivered is refused.</summary>
    [Range(0, 100_000_000)]
    public int ReturnLag { get; init; } = 2_000;

    /// <summary>How long a payment may take. Default 1 min.</summary>
    public TimeSpan PaymentTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long lines may wait for stock. Default 20 s, so that a demonstration ends.</summary>
    public TimeSpan BackOrderTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a delivery takes. Default 1 s, so that a demonstration ends.</summary>
    public TimeSpan Transit { get; init; } = TimeSpan.FromSeconds(1);
}
