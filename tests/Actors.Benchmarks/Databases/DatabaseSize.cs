namespace Actors.Benchmarks.Databases;

/// <summary>How large a database is.</summary>
/// <param name="Bytes">All of it on the disk.</param>
/// <param name="Tables">Its largest tables with their rows, as the server estimates them; empty where nobody tells.</param>
internal sealed record DatabaseSize(long Bytes, IReadOnlyList<(string Name, long Rows)> Tables)
{
    public override string ToString() => $"{Bytes / 1e6:N0} MB{string.Concat(Tables.Select(t => $", {t.Name} {t.Rows:N0} rows"))}";
}
