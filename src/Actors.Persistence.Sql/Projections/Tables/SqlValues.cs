namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>The values that columns take.</summary>
internal static class SqlValues
{
    /// <summary>The value in its column's form.</summary>
    /// <exception cref="ArgumentException">It is not one for the column.</exception>
    public static object? Check(SqlTable table, int place, object? value)
    {
        var column = table.Values[place];
        return (column.Type, value) switch
        {
            (_, null) => column.IsNullable ? null : throw new ArgumentException($"Column {column.Name} of {table.Name} cannot be NULL.", nameof(value)),
            (SqlType.Text, string) or (SqlType.Number, long) or (SqlType.Real, double) or (SqlType.Boolean, bool) or (SqlType.Bytes, byte[]) => value,
            (SqlType.Number, int number) => (long)number,
            (SqlType.Time, DateTimeOffset time) => ToMicrosecond(time.UtcDateTime),
            (SqlType.Time, DateTime { Kind: DateTimeKind.Utc } time) => ToMicrosecond(time),
            _ => throw new ArgumentException($"Column {column.Name} of {table.Name} takes {column.Type}, not {value.GetType().Name}.", nameof(value)),
        };
    }

    /// <summary>The sum of a column's value and what it grows by.</summary>
    public static object Sum(SqlTable table, int place, object? value, object amount) => (value, amount) switch
    {
        (long a, long b) => (object)checked(a + b), // Without the cast the sum would be a double, as the next one is.
        (double a, double b) => a + b,
        _ => throw new ArgumentException($"Column {table.Values[place].Name} of {table.Name} has no number to add to.", nameof(amount)),
    };

    private static DateTime ToMicrosecond(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
