namespace Actors.Benchmarks.Raw;

/// <summary>Rows of one transaction of the raw limit of a rebuild: those of bookings, and the sums by account.</summary>
internal sealed record BookingRows(string[] Accounts, long[] Versions, long[] Amounts, long[] Balances)
{
    /// <summary>The sums by account, in the order of the accounts' names.</summary>
    public (string[] Accounts, long[] Bookings, long[] Balances) Sums()
    {
        var sums = new SortedDictionary<string, (long Bookings, long Balance)>(StringComparer.Ordinal);
        for (var i = 0; i < Accounts.Length; i++)
        {
            sums[Accounts[i]] = (sums.GetValueOrDefault(Accounts[i]).Bookings + 1, Balances[i]);
        }

        return ([.. sums.Keys], [.. sums.Values.Select(s => s.Bookings)], [.. sums.Values.Select(s => s.Balance)]);
    }
}
