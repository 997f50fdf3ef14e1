using Actors.TestKit.Specifications;
using Shop.Payments;
using Xunit;
using static Shop.Payments.PaymentCommand;
using static Shop.Payments.PaymentEvent;

namespace Shop.Tests.Payments;

public sealed class PaymentTests
{
    private static readonly AuthorisationRequested Requested = new("1001", "ann", 19.99m);
    private static readonly PaymentAuthorised Authorised = new("1001", 19.99m, "ref");

    [Fact]
    public void A_payment_is_authorised_captured_and_refunded_in_parts() => Payment()
        .When(new RequestAuthorisation("1001", "ann", 19.99m)).Then(Requested).And
        .When(new ApprovePayment("ref")).Then(Authorised).And
        .When(new CapturePayment()).Then(new PaymentCaptured("1001", "ann", 19.99m), new SettlementInstructed(SettlementKind.Capture, 19.99m)).And
        .When(new RefundPayment(9.99m)).Then(new PaymentRefunded("1001", "ann", 9.99m), new SettlementInstructed(SettlementKind.Refund, 9.99m)).And
        .When(new RefundPayment(10.01m)).ThenRejected("refund-exceeds-payment");

    [Fact]
    public void An_authorisation_after_the_payment_was_given_up_is_voided() => Payment().Given(Requested)
        .When(new VoidPayment("payment-timeout")).Then(new PaymentVoided("1001", 19.99m, "payment-timeout")).And
        .When(new ApprovePayment("ref"))
        .Then(new LateAuthorisationVoided("1001", 19.99m, "ref"), new SettlementInstructed(SettlementKind.Void, 19.99m));

    [Fact]
    public void Held_money_is_let_go_when_the_payment_is_given_up() => Payment().Given(Requested, Authorised)
        .When(new VoidPayment("payment-timeout"))
        .Then(new PaymentVoided("1001", 19.99m, "payment-timeout"), new SettlementInstructed(SettlementKind.Void, 19.99m));

    [Fact]
    public void A_gateway_that_never_answers_declines_and_is_told_to_let_go() => Payment().Given(Requested)
        .When(new AbandonPayment("no answer"))
        .Then(new PaymentDeclined("1001", "payment-gateway-unreachable"), new SettlementInstructed(SettlementKind.Void, 19.99m));

    [Fact]
    public void Only_authorised_money_is_captured() => Payment().When(new CapturePayment()).ThenRejected("payment-not-authorised")
        .And.Given(Requested).When(new CapturePayment()).ThenRejected("payment-not-authorised");

    [Fact]
    public void Only_captured_money_is_refunded() => Payment().Given(Requested, Authorised)
        .When(new RefundPayment(1m)).ThenRejected("payment-not-captured");

    private static EntitySpecification<Payment, PaymentCommand, PaymentEvent> Payment() => new(TestModel.Shop, "1001");
}
