using Actors.Sharding;
using Shop.Generation;

namespace Shop.Payments.Gateway;

/// <summary>
/// A payment gateway for demonstrations and tests. Each payment's fate follows from the seed and the payment's id alone, so two
/// runs agree. It holds no state and no clock: who runs it says how to wait. Thread-safe.
/// </summary>
/// <param name="options">How it misbehaves.</param>
/// <param name="wait">Waits for its delays, such as <c>(delay, token) =&gt; Task.Delay(delay, timeProvider, token)</c>.</param>
public sealed class SimulatedPaymentGateway(
    SimulatedPaymentGatewayOptions options, Func<TimeSpan, CancellationToken, Task> wait) : IPaymentGateway
{
    /// <summary>What happens to a payment; tests and reconciliation ask it what to expect.</summary>
    public PaymentFate FateOf(string payment)
    {
        var draw = new SplitMix64(options.Seed ^ StableHash.Compute("payment", payment)).NextDouble();
        return draw switch
        {
            _ when (draw -= options.DeclinedRatio) < 0 => PaymentFate.Declined,
            _ when (draw -= options.UnansweredRatio) < 0 => PaymentFate.Unanswered,
            _ when (draw -= options.SlowRatio) < 0 => PaymentFate.Slow,
            _ when (draw -= options.TransientRatio) < 0 => PaymentFate.Transient,
            _ => PaymentFate.Approved,
        };
    }

    /// <inheritdoc/>
    public async Task<AuthorisationAnswer> Authorise(AuthorisationRequest request, CancellationToken cancellationToken)
    {
        var fate = FateOf(request.Payment);
        await Wait(
            fate switch
            {
                PaymentFate.Slow => options.SlowDelay,
                PaymentFate.Unanswered => options.UnansweredDelay,
                _ => options.Delay,
            },
            cancellationToken);

        return fate switch
        {
            PaymentFate.Unanswered => throw new PaymentGatewayException($"The payment gateway does not answer for payment {request.Payment}."),
            PaymentFate.Transient when request.Attempt == 1 =>
                throw new PaymentGatewayException($"The payment gateway stumbled over payment {request.Payment}."),
            PaymentFate.Declined => new AuthorisationAnswer(false, "payment-declined"),
            _ => new AuthorisationAnswer(true, $"simulated-{request.Payment}"),
        };
    }

    /// <inheritdoc/>
    public Task Settle(SettlementRequest request, CancellationToken cancellationToken) => Wait(options.Delay, cancellationToken);

    private Task Wait(TimeSpan delay, CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? wait(delay, cancellationToken) : Task.CompletedTask;
}
