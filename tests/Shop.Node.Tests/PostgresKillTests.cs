using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>Kills over PostgreSQL.</summary>
public sealed class PostgresKillTests(ITestOutputHelper output) : KillTests(output)
{
    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task A_file_is_booked_to_the_same_totals_when_the_process_is_killed_ten_times() => Book(seed: 21, rows: 20_000);

    [Fact]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    public Task Stock_is_sold_in_file_order_and_once_when_the_process_is_killed_ten_times() => ReplayStock(seed: 22, rows: 20_000);

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task Orders_are_fulfilled_once_when_the_process_is_killed_ten_times() => Fulfil(seed: 23, orders: 300);

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task Orders_placed_over_http_take_effect_once_when_the_process_is_killed_twenty_times() => Order(seed: 24);

    internal override async Task<Database> CreateDatabase(string folder) => new(folder, await SharedPostgres.CreateDatabase());
}
