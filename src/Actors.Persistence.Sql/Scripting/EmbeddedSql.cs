using System.Globalization;

namespace Actors.Persistence.Sql.Scripting;

/// <summary>Reads the SQL files embedded in this assembly: one statement, one file.</summary>
internal static class EmbeddedSql
{
    private const string Root = "Actors.Persistence.Sql.";

    /// <summary>The text of a script of a dialect, such as <c>Postgres</c> and <c>claim_shard</c>.</summary>
    public static string Script(string dialect, string name) => Read($"{Root}{dialect}.Scripts.{name}.sql");

    /// <summary>All migrations of a dialect in order; their numbers grow, with gaps where work went on beside each other.</summary>
    public static IReadOnlyList<Migration> Migrations(string dialect)
    {
        var prefix = $"{Root}{dialect}.Migrations.";
        var migrations = typeof(EmbeddedSql).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Parse(name, name[prefix.Length..^".sql".Length]))
            .OrderBy(migration => migration.Version)
            .ToList();
        return migrations.Select(m => m.Version).Distinct().Count() == migrations.Count
            ? migrations
            : throw new InvalidOperationException($"Two migrations of {dialect} have one number.");
    }

    private static Migration Parse(string resource, string file)
    {
        var underscore = file.IndexOf('_', StringComparison.Ordinal);
        return new Migration(int.Parse(file[..underscore], CultureInfo.InvariantCulture), file[(underscore + 1)..], Read(resource));
    }

    private static string Read(string resource)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The SQL file {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
