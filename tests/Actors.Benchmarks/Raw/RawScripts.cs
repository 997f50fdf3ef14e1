namespace Actors.Benchmarks.Raw;

/// <summary>The statements of the raw limits. They belong to the benchmark: the product's own may change, and the limit stays.</summary>
internal static class RawScripts
{
    /// <summary>Reads an embedded statement.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(RawScripts).Assembly.GetManifestResourceStream($"Actors.Benchmarks.Raw.{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
