using Shop.Node.Tests.Journals;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>Kills over the embedded database.</summary>
public sealed class SqliteKillTests(ITestOutputHelper output) : KillTests(output)
{
    /// <summary>About a second's work: on a busy machine whoever kills is late by some tenths of it, and most kills must still hit a node at work.</summary>
    private const int Rows = 60_000;

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task A_file_is_booked_to_the_same_totals_when_the_process_is_killed_ten_times() => Book(seed: 11, rows: Rows);

    [Fact]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    public Task Stock_is_sold_in_file_order_and_once_when_the_process_is_killed_ten_times() => ReplayStock(seed: 12, rows: Rows);

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task Orders_are_fulfilled_once_when_the_process_is_killed_ten_times() => Fulfil(seed: 13, orders: 600);

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task Orders_placed_over_http_take_effect_once_when_the_process_is_killed_twenty_times() => Order(seed: 14);

    internal override Task<Database> CreateDatabase(string folder) => Task.FromResult(new Database(folder));
}
