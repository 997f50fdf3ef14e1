namespace SmallBank;

/// <summary>Asks what an account holds.</summary>
public sealed record GetBalance;
