using Actors.Schema;
using Shop.Fraud;
using Shop.Notifications.Sending;
using Shop.Payments.Gateway;

namespace Shop.Tests;

/// <summary>Shop's model with a gateway that approves everything at once.</summary>
internal static class TestModel
{
    public static FraudLimits Limits { get; } = new();

    public static ActorModel Shop { get; } = ShopModel.Create(
        new SimulatedPaymentGateway(
            new SimulatedPaymentGatewayOptions { DeclinedRatio = 0, SlowRatio = 0, TransientRatio = 0 }, (_, _) => Task.CompletedTask),
        new SimulatedNotificationSender(new SimulatedNotificationOptions()),
        limits: Limits);
}
