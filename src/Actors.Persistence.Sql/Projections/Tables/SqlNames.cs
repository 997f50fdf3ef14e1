namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>The names that may stand in SQL without quotes, and leave room for what a build adds to them.</summary>
internal static class SqlNames
{
    private const int LengthMax = 40;

    /// <summary>Returns the name, if it is one.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static string Check(string name, string parameter) =>
        name.Length is > 0 and <= LengthMax && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : throw new ArgumentException(
                $"'{name}' is no name for a table or column: use a lower-case letter, then lower-case letters, digits and underscores, {LengthMax} characters at most.",
                parameter);
}
