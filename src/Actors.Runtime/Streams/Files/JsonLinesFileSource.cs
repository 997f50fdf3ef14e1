using System.Runtime.CompilerServices;
using Actors.Streams;

namespace Actors.Runtime.Streams.Files;

/// <summary>
/// The lines of a JSON-lines file, plain or gzip. A record's payload is its line without the line end; its position is its line
/// number, from 1; empty lines are counted and passed over. Memory is bounded by <see cref="FileSourceOptions"/>. Thread-safe; each
/// reading opens the file anew.
/// </summary>
public sealed class JsonLinesFileSource : ISource
{
    private readonly string _path;
    private readonly string _name;
    private readonly FileSourceOptions _options;

    /// <summary>Names a file. It is opened, to fail early and to name its lane, and read later.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="options">How it is read; <see langword="null"/> takes the defaults.</param>
    /// <exception cref="SourceUnreadableException">It cannot be opened.</exception>
    public JsonLinesFileSource(string path, FileSourceOptions? options = null)
    {
        _path = path;
        _name = Path.GetFileName(path);
        _options = options ?? new FileSourceOptions();
        Lane = FileLane.Of(path, _options.Purpose);
    }

    /// <inheritdoc/>
    public Lane Lane { get; }

    /// <summary>Not known without reading the file.</summary>
    public long? Count => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var records = new FileRecords(_path, hasQuotes: false, _options);
        var line = 0L;
        while (true)
        {
            if (records.TryNext(out var record))
            {
                line++;
                if (!record.IsEmpty && line > after.Value)
                    yield return new SourceRecord(new LanePosition(line), record, $"{_name} line {line}");
            }
            else if (!await records.Fill(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }
}
