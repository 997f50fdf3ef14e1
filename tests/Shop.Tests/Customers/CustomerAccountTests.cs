using Actors.TestKit.Specifications;
using Shop.Customers;
using Xunit;
using static Shop.Customers.CustomerAccountCommand;
using static Shop.Customers.CustomerAccountEvent;

namespace Shop.Tests.Customers;

public sealed class CustomerAccountTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void An_account_tells_what_was_spent_and_how_many_other_orders_were_asked_about_shortly_before() => Account()
        .Given(new SpendingRecorded("1", 20m), Told("2", Noon.AddMinutes(-61)), Told("3", Noon.AddMinutes(-60)), Told("4", Noon.AddMinutes(-59)))
        .At(Noon)
        .When(new TellStanding("5", "France", 7m, Hour)).Then(new StandingTold("5", "France", 7m, 20m, 1, Noon)).And
        .When(new TellStanding("6", "France", 7m, Hour)).Then(new StandingTold("6", "France", 7m, 20m, 2, Noon));

    [Fact]
    public void An_account_remembers_the_latest_orders_only() => Account()
        .Given([.. Enumerable.Range(1, 30).Select(n => Told($"{n}", Noon.AddMinutes(n)))])
        .When(new RecordOrder("31", 1m))
        .ThenState(account => Assert.Equal(Enumerable.Range(11, 20).Select(n => Noon.AddMinutes(n)), account.Recent));

    /// <summary>A snapshot of an account from before fraud checks has no recent orders.</summary>
    [Fact]
    public void An_old_form_of_the_state_is_read_with_no_recent_orders()
    {
        var old = System.Text.Json.JsonSerializer.Deserialize("""{"orders":2,"ordered":9.5,"spent":4.5,"refunded":0}""", ShopJson.Default.CustomerAccount)!;
        Assert.Equal((2, 4.5m), (old.Orders, old.Spent));
        Assert.Empty(old.Recent);
    }

    private static StandingTold Told(string order, DateTimeOffset at) => new(order, "France", 7m, 0m, 0, at);

    private static EntitySpecification<CustomerAccount, CustomerAccountCommand, CustomerAccountEvent> Account() => new(TestModel.Shop, "ann");
}
