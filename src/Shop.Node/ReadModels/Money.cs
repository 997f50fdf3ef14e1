namespace Shop.Node.ReadModels;

/// <summary>Amounts in read models: whole ten-thousandths, because SQLite has no decimal and sums must be exact.</summary>
internal static class Money
{
    private const decimal Unit = 10_000m;

    /// <summary>The stored form of an amount with at most four decimals, which is what Shop's entities accept.</summary>
    /// <exception cref="OverflowException">It is beyond 900 million million.</exception>
    public static long ToStored(decimal amount) => decimal.ToInt64(amount * Unit);

    /// <summary>The amount, without trailing zeros beyond the second decimal.</summary>
    public static decimal FromStored(long stored)
    {
        var amount = stored / Unit;
        return amount == decimal.Round(amount, 2) ? decimal.Round(amount, 2) + 0.00m : amount;
    }
}
