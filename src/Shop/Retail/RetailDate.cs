namespace Shop.Retail;

/// <summary>
/// The file's dates, <c>M/d/yyyy H:mm</c>. It names no zone, so they are taken as UTC: any other choice would move lines between
/// days and months.
/// </summary>
internal static class RetailDate
{
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset date)
    {
        date = default;
        if (!TryTake(ref text, '/', 2, out var month) || !TryTake(ref text, '/', 2, out var day) || !TryTake(ref text, ' ', 4, out var year)
            || !TryTake(ref text, ':', 2, out var hour) || text.Length != 2 || !TryTake(ref text, '\0', 2, out var minute))
        {
            return false;
        }

        if (year < 1000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
            return false;

        date = new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, char end, int digitsMax, out int value)
    {
        value = 0;
        var digits = 0;
        while (digits < text.Length && digits < digitsMax && char.IsAsciiDigit((char)text[digits]))
            value = (value * 10) + text[digits++] - '0';

        var isLast = end == '\0';
        if (digits == 0 || (isLast ? digits != text.Length : digits == text.Length || text[digits] != end))
            return false;

        text = isLast ? default : text[(digits + 1)..];
        return true;
    }
}
