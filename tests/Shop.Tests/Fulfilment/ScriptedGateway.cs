using Shop.Payments;
using Shop.Payments.Gateway;
using Xunit;

namespace Shop.Tests.Fulfilment;

/// <summary>A gateway that keeps books, and answers, refuses, fails, or holds the money and loses its answer.</summary>
internal sealed class ScriptedGateway(Random random) : IPaymentGateway
{
    public Dictionary<string, decimal> Held { get; } = [];

    public decimal Captured { get; private set; }

    public decimal Refunded { get; private set; }

    public Task<AuthorisationAnswer> Authorise(AuthorisationRequest request, CancellationToken cancellationToken)
    {
        var fate = random.Next(10);
        if (fate == 0)
            return Task.FromResult(new AuthorisationAnswer(false, "payment-declined"));

        if (fate == 1)
            throw new PaymentGatewayException("out of order");

        Held[request.Payment] = request.Amount;
        return fate == 2
            ? throw new PaymentGatewayException("the answer was lost")
            : Task.FromResult(new AuthorisationAnswer(true, "held"));
    }

    public Task Settle(SettlementRequest request, CancellationToken cancellationToken)
    {
        switch (request.Kind)
        {
            case SettlementKind.Capture:
                Assert.True(Held.Remove(request.Payment, out var held), $"Payment {request.Payment} is captured but not held.");
                Assert.Equal(held, request.Amount);
                Captured += request.Amount;
                break;
            case SettlementKind.Void:
                Held.Remove(request.Payment);
                break;
            default:
                Refunded += request.Amount;
                break;
        }

        return Task.CompletedTask;
    }
}
