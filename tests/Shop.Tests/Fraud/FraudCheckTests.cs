using Actors.TestKit.Specifications;
using Shop.Fraud;
using Xunit;
using static Shop.Fraud.FraudCheckCommand;
using static Shop.Fraud.FraudCheckEvent;

namespace Shop.Tests.Fraud;

public sealed class FraudCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly FraudLimits Limits = new()
    {
        RefuseOver = 1000m,
        HoldOver = 500m,
        NewCustomerOver = 100m,
        OrdersMax = 3,
        HeldCountries = ["Atlantis"],
        ReviewTimeout = TimeSpan.FromHours(8),
    };

    private static readonly ReviewOpened Opened = new("ann", "France", 500.01m, "amount-high", Noon.AddHours(8));

    [Theory]
    [InlineData(500, "France", 0.01, 2, null)]
    [InlineData(100, "France", 0, 0, null)]
    [InlineData(500.01, "France", 900, 0, "amount-high")]
    [InlineData(1, "Atlantis", 900, 0, "country")]
    [InlineData(100.01, "France", 0, 0, "new-customer")]
    [InlineData(1, "France", 900, 3, "many-orders")]
    public void An_order_waits_for_a_person_by_the_first_rule_it_meets(double amount, string country, double spent, int recent, string? rule)
    {
        var assessed = Check().At(Noon).When(new AssessOrder("ann", country, (decimal)amount, Limits, new CustomerStanding((decimal)spent, recent)));
        if (rule is null)
        {
            assessed.Then(new OrderCleared(null));
        }
        else
        {
            assessed.Then(new ReviewOpened("ann", country, (decimal)amount, rule, Noon.AddHours(8)))
                .ThenTimer("review", Noon.AddHours(8), new ExpireReview());
        }
    }

    [Fact]
    public void An_order_that_is_much_too_dear_is_refused_at_once() => Check()
        .When(Assess(1000.01m)).Then(new OrderRefused("amount-too-high", null)).And
        .When(new ClearOrder("eve")).ThenRejected("check-not-held");

    [Fact]
    public void A_customer_whose_account_was_not_asked_is_judged_by_the_order_alone() => Check()
        .When(new AssessOrder("ann", "France", 500m, Limits)).Then(new OrderCleared(null));

    [Fact]
    public void By_default_no_generated_order_is_suspect() => Check()
        .When(new AssessOrder("ann", "France", 10 * 144 * 24.95m, new FraudLimits())).Then(new OrderCleared(null))
        .ThenState(_ => Assert.False(new FraudLimits().NeedStanding(10 * 144 * 24.95m)));

    [Fact]
    public void A_person_clears_a_held_order_and_stops_the_clock() => Check().Given(Opened)
        .When(new ClearOrder("eve")).Then(new OrderCleared("eve")).ThenTimerCancelled("review").And
        .When(new RefuseOrder("bob")).ThenRejected("check-not-held").And
        .When(new ExpireReview()).ThenNothing();

    [Fact]
    public void A_person_refuses_a_held_order_and_stops_the_clock() => Check().Given(Opened)
        .When(new RefuseOrder("eve")).Then(new OrderRefused("amount-high", "eve")).ThenTimerCancelled("review");

    [Fact]
    public void A_decision_without_a_name_is_refused() => Check().Given(Opened).When(new ClearOrder("")).ThenRejected("reviewer-missing");

    [Fact]
    public void Nobody_decides_about_an_order_that_is_not_held() => Check().When(new ClearOrder("eve")).ThenRejected("check-not-held");

    [Fact]
    public void A_held_order_about_which_nobody_decides_expires() => Check().Given(Opened)
        .When(new ExpireReview()).Then(new ReviewExpired()).And
        .When(new ClearOrder("eve")).ThenRejected("check-not-held");

    [Fact]
    public void A_check_is_withdrawn_while_it_is_held_and_before_it_began_but_not_once_decided() => Check().Given(Opened)
        .When(new WithdrawCheck()).Then(new CheckWithdrawn()).ThenTimerCancelled("review")
        .And.When(new WithdrawCheck()).ThenNothing();

    [Fact]
    public void An_order_that_was_withdrawn_before_its_check_began_is_not_checked() => Check()
        .When(new WithdrawCheck()).Then(new CheckWithdrawn()).And
        .When(Assess(1m)).ThenNothing();

    [Fact]
    public void An_order_is_checked_once() => Check().Given(new OrderCleared(null)).When(Assess(1m)).ThenRejected("check-exists")
        .And.When(new WithdrawCheck()).ThenNothing();

    private static AssessOrder Assess(decimal amount) => new("ann", "France", amount, Limits);

    private static EntitySpecification<FraudCheck, FraudCheckCommand, FraudCheckEvent> Check() => new(TestModel.Shop, "1001");
}
