using Actors.TestKit.Specifications;
using static SmallBank.AccountCommand;
using static SmallBank.AccountEvent;

namespace SmallBank.Tests;

public sealed class AccountTests
{
    [Fact]
    public void An_account_is_opened_once() => Unopened()
        .When(new OpenAccount(10, 20)).Then(new AccountOpened(10, 20))
        .And.When(new OpenAccount(1, 1)).ThenRejected("account-open");

    [Fact]
    public void An_account_that_was_never_opened_takes_no_money_over_the_counter() => Unopened()
        .When(new DepositChecking(5)).ThenRejected("account-unknown");

    [Fact]
    public void A_deposit_goes_to_checking() => Opened(10, 20)
        .When(new DepositChecking(5)).Then(new CheckingDeposited(5))
        .ThenState(account => Assert.Equal(new Account(true, 10, 25), account));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_amount_is_at_least_one(long amount)
    {
        Opened(10, 20).When(new DepositChecking(amount)).ThenRejected("amount-out-of-range");
        Opened(10, 20).When(new WriteCheck(amount)).ThenRejected("amount-out-of-range");
        Opened(10, 20).When(new SendPayment("2", amount)).ThenRejected("amount-out-of-range");
    }

    [Fact]
    public void Savings_may_be_emptied_and_not_overdrawn() => Opened(10, 20)
        .When(new TransactSavings(-11)).ThenRejected("savings-too-low")
        .And.When(new TransactSavings(-10)).Then(new SavingsTransacted(-10))
        .And.When(new TransactSavings(4)).Then(new SavingsTransacted(4));

    [Fact]
    public void A_check_that_savings_and_checking_cover_costs_no_fee() => Opened(10, 20)
        .When(new WriteCheck(30)).Then(new CheckWritten(30, 0))
        .ThenState(account => Assert.Equal(-10, account.Checking));

    [Fact]
    public void A_check_that_is_not_covered_is_paid_and_costs_a_fee() => Opened(10, 20)
        .When(new WriteCheck(31)).Then(new CheckWritten(31, 1))
        .ThenState(account => Assert.Equal(-12, account.Checking));

    [Fact]
    public void A_payment_needs_its_amount_in_checking() => Opened(10, 20)
        .When(new SendPayment("2", 21)).ThenRejected("checking-too-low")
        .And.When(new SendPayment("2", 20)).Then(new PaymentSent("2", 20));

    [Fact]
    public void Amalgamating_moves_everything_debts_included() => Opened(10, 20).Given(new CheckWritten(35, 1))
        .When(new Amalgamate("2")).Then(new FundsAmalgamated("2", 10, -16))
        .ThenState(account => Assert.Equal(new Account(true, 0, 0), account));

    [Fact]
    public void Money_is_not_sent_to_the_same_account()
    {
        Opened(10, 20).When(new SendPayment("1", 5)).ThenRejected("same-account");
        Opened(10, 20).When(new Amalgamate("1")).ThenRejected("same-account");
    }

    [Fact]
    public void Money_for_an_account_that_was_never_opened_goes_back()
    {
        Unopened().When(new ReceiveFunds("2", 5)).Then(new FundsRefused("2", 5));
        Opened(10, 20).Given(new PaymentSent("9", 5)).When(new TakeBackFunds("9", 5)).Then(new FundsReturned("9", 5))
            .ThenState(account => Assert.Equal(20, account.Checking));
    }

    [Fact]
    public void What_leaves_arrives() => new ReactionSpecification(SmallBankModel.Create(), "transfers")
        .When("bank-account/1", new PaymentSent("2", 5)).Then(To("2", new ReceiveFunds("1", 5)))
        .When("bank-account/1", new FundsAmalgamated("2", 10, -4)).Then(To("2", new ReceiveFunds("1", 6)))
        .When("bank-account/2", new FundsRefused("1", 5)).Then(To("1", new TakeBackFunds("2", 5)));

    private static EntitySpecification<Account, AccountCommand, AccountEvent> Unopened() => new(SmallBankModel.Create(), "1");

    private static EntitySpecification<Account, AccountCommand, AccountEvent> Opened(long savings, long checking) =>
        Unopened().Given(new AccountOpened(savings, checking));

    private static Actors.OutgoingCommand To(string account, AccountCommand command) =>
        Actors.OutgoingCommand.To<Account, AccountCommand, AccountEvent>(account, command);
}
