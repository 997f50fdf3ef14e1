namespace Shop.Payments.Gateway;

/// <summary>A call to the payment gateway failed; another attempt may succeed.</summary>
/// <param name="message">What failed.</param>
public sealed class PaymentGatewayException(string message) : Exception(message);
