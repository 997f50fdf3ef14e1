namespace Shop.Payments.Gateway;

/// <summary>What the gateway says.</summary>
/// <param name="IsApproved">Whether it holds the money.</param>
/// <param name="Reference">Its own number for the authorisation, or why it declines as a kebab-case code.</param>
public sealed record AuthorisationAnswer(bool IsApproved, string Reference);
