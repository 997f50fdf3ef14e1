using System.Globalization;

namespace Actors.Cmd.Screens;

/// <summary>Values as cells of tables.</summary>
internal static class Cell
{
    /// <summary>A number; a hyphen where there is none.</summary>
    public static string Of(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A time to the second, in UTC.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Seconds.</summary>
    public static string Seconds(double seconds) => $"{seconds.ToString("0.#", CultureInfo.InvariantCulture)} s";
}
