namespace Shop.Node.Tests.Processes;

/// <summary>
/// Finds the recorded streams: the folder that ACTORS_DATA names, or <c>shared/data</c> beside the repository.
/// </summary>
internal static class DataFolder
{
    public static string? Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root!, .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ACTORS_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
