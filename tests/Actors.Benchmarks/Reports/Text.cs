using System.Globalization;

namespace Actors.Benchmarks.Reports;

/// <summary>Numbers as people read them.</summary>
internal static class Text
{
    public static string Number(double? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Fine(double? value) => value?.ToString("N2", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Tenths(double? value) => value?.ToString("N1", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Percent(double? value) => value?.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", string.Empty, StringComparison.Ordinal) ?? string.Empty;
}
