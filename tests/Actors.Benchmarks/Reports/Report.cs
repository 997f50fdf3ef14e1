using System.Text.Json;

namespace Actors.Benchmarks.Reports;

/// <summary>Prints figures as they come, and keeps them for the files.</summary>
/// <param name="output">Where they are printed.</param>
internal sealed class Report(TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Figure> _figures = [];

    /// <summary>Prints the headings.</summary>
    public void Begin() => output.WriteLine(Row(c => c.Title));

    /// <summary>Takes a figure.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        output.WriteLine(Row(c => c.Value(figure)));
    }

    /// <summary>Prints something between the figures.</summary>
    public void Say(string line) => output.WriteLine(line);

    /// <summary>Writes all figures as JSON.</summary>
    public async Task WriteJson(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, _figures, Json, cancellationToken);
    }

    /// <summary>Writes all figures as the table of docs/performance.md.</summary>
    public void WriteMarkdown(TextWriter to)
    {
        to.WriteLine($"| {string.Join(" | ", Column.All.Select(c => c.Title))} |");
        to.WriteLine($"|{string.Concat(Column.All.Select(c => c.Width < 0 ? "---|" : "---:|"))}");
        foreach (var figure in _figures)
        {
            to.WriteLine($"| {string.Join(" | ", Column.All.Select(c => c.Value(figure)))} |");
        }
    }

    private static string Row(Func<Column, string> value) => string.Join(' ', Column.All.Select(
        c => c.Width < 0 ? value(c).PadRight(-c.Width) : value(c).PadLeft(c.Width))).TrimEnd();
}
