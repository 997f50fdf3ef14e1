using System.Runtime.CompilerServices;
using System.Text;
using Actors.Streams;

namespace Actors.Runtime.Streams.Files;

/// <summary>
/// The rows of a CSV file by RFC 4180, plain or gzip: fields may be quoted, and quoted ones may hold line breaks and doubled
/// quotes. The first record is a header and must name the expected columns. A record's payload is its bytes without the line end;
/// its position is its number among the data rows, from 1. Empty lines are passed over and not counted. A quote that is still
/// open at the end of the file makes a last record, for the decoder to refuse. Memory is bounded by
/// <see cref="FileSourceOptions"/>. Thread-safe; each reading opens the file anew.
/// </summary>
public sealed class CsvFileSource : ISource
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private readonly string _path;
    private readonly string _name;
    private readonly string _header;
    private readonly FileSourceOptions _options;

    /// <summary>Names a file. It is opened, to fail early and to name its lane, and read later.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="columns">The names its header must have, in order.</param>
    /// <param name="options">How it is read; <see langword="null"/> takes the defaults.</param>
    /// <exception cref="SourceUnreadableException">It cannot be opened, or its header is another one.</exception>
    public CsvFileSource(string path, IReadOnlyList<string> columns, FileSourceOptions? options = null)
    {
        _path = path;
        _name = Path.GetFileName(path);
        _header = string.Join(',', columns);
        _options = options ?? new FileSourceOptions();
        Lane = FileLane.Of(path, _options.Purpose);
        using var records = Open();
    }

    /// <inheritdoc/>
    public Lane Lane { get; }

    /// <summary>Not known without reading the file.</summary>
    public long? Count => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var records = Open();
        var row = 0L;
        while (true)
        {
            if (records.TryNext(out var record))
            {
                if (!record.IsEmpty && ++row > after.Value)
                    yield return new SourceRecord(new LanePosition(row), record, $"{_name} row {row}");
            }
            else if (!await records.Fill(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    private FileRecords Open()
    {
        var records = new FileRecords(_path, hasQuotes: true, _options);
        try
        {
            CheckHeader(records.First());
            return records;
        }
        catch
        {
            records.Dispose();
            throw;
        }
    }

    private void CheckHeader(ReadOnlyMemory<byte> first)
    {
        var bytes = first.Span.StartsWith(ByteOrderMark) ? first.Span[ByteOrderMark.Length..] : first.Span;
        var header = Encoding.UTF8.GetString(bytes).Replace("\"", "", StringComparison.Ordinal);
        if (header != _header)
        {
            var shown = header.Length > 200 ? $"{header[..200]}..." : header;
            throw new SourceUnreadableException($"'{_path}' has the header '{shown}'; '{_header}' is expected.");
        }
    }
}
