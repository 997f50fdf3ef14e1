namespace Actors.Benchmarks.Reports;

/// <summary>One column of the tables.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its width on a terminal; negative aligns to the left.</param>
/// <param name="Value">Its text for a figure.</param>
internal sealed record Column(string Title, int Width, Func<Figure, string> Value)
{
    /// <summary>All columns, in order.</summary>
    public static IReadOnlyList<Column> All { get; } =
    [
        new("scenario", -13, f => f.Scenario),
        new("case", -26, f => f.Case),
        new("database", -8, f => f.Database),
        new("callers", 7, f => f.CallersText),
        new("entities", 8, f => Text.Number(f.Entities)),
        new("per second", 10, f => Text.Number(f.PerSecond)),
        new("p50 ms", 8, f => Text.Fine(f.P50Ms)),
        new("p99 ms", 8, f => Text.Fine(f.P99Ms)),
        new("p99.9 ms", 8, f => Text.Fine(f.P999Ms)),
        new("max ms", 8, f => Text.Fine(f.MaxMs)),
        new("node us", 7, f => Text.Tenths(f.ProcessMicroseconds)),
        new("db us", 6, f => Text.Tenths(f.ServerMicroseconds)),
        new("bytes", 7, f => Text.Number(f.AllocatedBytes)),
        new("rows/s", 9, f => Text.Number(f.RawRowsPerSecond)),
        new("of rows", 7, f => Text.Percent(f.ShareOfRows)),
        new("blocks/s", 9, f => Text.Number(f.RawBlocksPerSecond)),
        new("of blocks", 9, f => Text.Percent(f.ShareOfBlocks)),
        new("errors", 6, f => Text.Number(f.Errors)),
        new("note", -1, f => f.Note ?? string.Empty),
    ];
}
