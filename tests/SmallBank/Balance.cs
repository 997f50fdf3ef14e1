namespace SmallBank;

/// <summary>What an account holds, savings and checking together.</summary>
public sealed record Balance(long Total);
