using Actors.Streams;

namespace Actors.Runtime.Streams.Files;

/// <summary>
/// Cuts a file into records at its line ends, outside quotes where it has quotes. Records are slices of the block they were read
/// into; each block is a new array, so a record stays valid as long as somebody holds it, and nothing is copied but the beginning
/// of a record that the block's end cut off.
/// </summary>
internal sealed class FileRecords(string path, bool hasQuotes, FileSourceOptions options) : IDisposable
{
    private readonly Stream _content = InputFile.OpenContent(path);
    private byte[] _block = [];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _isInQuotes;
    private bool _isAtEnd;
    private long _records;

    /// <summary>Takes the next record of the block in hand; without one, call <see cref="Fill"/> and try again.</summary>
    public bool TryNext(out ReadOnlyMemory<byte> record)
    {
        if (FindEnd() is var lineEnd && lineEnd >= 0)
        {
            record = Take(lineEnd, lineEnd + 1);
            return true;
        }

        // The last record may lack its line end, or its closing quote: it is a record all the same.
        if (_isAtEnd && _start < _end)
        {
            record = Take(_end, _end);
            return true;
        }

        record = default;
        return false;
    }

    /// <summary>Reads on.</summary>
    /// <returns>Whether there may be another record.</returns>
    /// <exception cref="SourceUnreadableException">The file is damaged, or a record is longer than allowed.</exception>
    public async ValueTask<bool> Fill(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
            return false;

        MakeRoom();
        try
        {
            Received(await _content.ReadAsync(_block.AsMemory(_end), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw InputFile.Damaged(path, exception);
        }

        return true;
    }

    /// <summary>Reads the first record; empty when the file is.</summary>
    public ReadOnlyMemory<byte> First()
    {
        ReadOnlyMemory<byte> record;
        while (!TryNext(out record) && !_isAtEnd)
        {
            MakeRoom();
            try
            {
                Received(_content.Read(_block.AsSpan(_end)));
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException)
            {
                throw InputFile.Damaged(path, exception);
            }
        }

        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _content.Dispose();

    private void Received(int bytes)
    {
        _end += bytes;
        _isAtEnd = bytes == 0;
    }

    private ReadOnlyMemory<byte> Take(int end, int next)
    {
        var record = _block.AsMemory(_start, end - _start);
        _start = next;
        _scanned = next;
        _isInQuotes = false;
        _records++;
        return !record.IsEmpty && record.Span[^1] == '\r' ? record[..^1] : record;
    }

    /// <summary>
    /// Finds the line end of the record at hand. A doubled quote closes and opens again, so counting quotes is enough to know
    /// whether a line end belongs to the record.
    /// </summary>
    private int FindEnd()
    {
        while (_scanned < _end)
        {
            var rest = _block.AsSpan(_scanned, _end - _scanned);
            var found = !hasQuotes ? rest.IndexOf((byte)'\n') : _isInQuotes ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)'"', (byte)'\n');
            if (found < 0)
            {
                _scanned = _end;
                return -1;
            }

            _scanned += found + 1;
            if (rest[found] == '\n')
                return _scanned - 1;

            _isInQuotes = !_isInQuotes;
        }

        return -1;
    }

    /// <summary>Makes room for a read; if need be in a new block, to which the cut-off beginning of a record moves.</summary>
    private void MakeRoom()
    {
        var kept = _end - _start;
        if (kept > options.RecordBytesMax)
        {
            throw new SourceUnreadableException(
                $"'{path}': record {_records + 1} is longer than {options.RecordBytesMax} bytes; a quote before it may lack its end.");
        }

        // Compressed input comes in small pieces: go on filling the block while that is worth a read.
        if (_block.Length - _end >= options.BlockBytes / 4)
            return;

        var block = GC.AllocateUninitializedArray<byte>(Math.Max(options.BlockBytes, kept * 2));
        _block.AsSpan(_start, kept).CopyTo(block);
        _block = block;
        _scanned -= _start;
        _start = 0;
        _end = kept;
    }
}
